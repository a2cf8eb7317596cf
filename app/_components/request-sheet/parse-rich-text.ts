export type Block = { kind: "paragraph"; spans: Span[] } | { kind: "code"; language: string; text: string };
export interface Span {
  kind: "text" | "code" | "strong" | "emphasis";
  text: string;
}

const FENCE = /^ {0,3}```([\w+.-]*)[^\n]*\n([\s\S]*?)(?:\n {0,3}```[ \t]*(?=\n|$)|$(?![\s\S]))/gm;
const INLINE = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|(?<!\w)_([^_\n]+)_(?!\w)/g;

/**
 * The little of Markdown that answers use most: fenced code, inline code, bold, emphasis. Everything else stays plain text,
 * and nothing is ever read as HTML.
 */
export function parseRichText(text: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    pushParagraph(blocks, text.slice(end, match.index));
    blocks.push({ kind: "code", language: match[1] ?? "", text: match[2] ?? "" });
    end = match.index + match[0].length;
  }
  pushParagraph(blocks, text.slice(end));
  return blocks;
}

function pushParagraph(blocks: Block[], text: string): void {
  const trimmed = text.replace(/^\n+|\s+$/g, "");
  if (trimmed !== "") blocks.push({ kind: "paragraph", spans: spansOf(trimmed) });
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) spans.push({ kind: "text", text: text.slice(end, match.index) });
    spans.push(spanOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push({ kind: "text", text: text.slice(end) });
  return spans;
}

function spanOf([, code, strong, emphasis]: RegExpMatchArray): Span {
  if (code !== undefined) return { kind: "code", text: code };
  return strong === undefined ? { kind: "emphasis", text: emphasis ?? "" } : { kind: "strong", text: strong };
}
