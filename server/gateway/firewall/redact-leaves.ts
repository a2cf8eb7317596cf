import { type LeafHit, mergeFindings, type Placeholders, type TextLeaf } from "@/server/firewall";
import { applyEdits } from "../body/upstream-body";

/** The bytes with every hit replaced by its placeholder; all other bytes stay as they came. */
export function redactLeaves(
  bytes: Buffer,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
): Buffer {
  const byLeaf = new Map<TextLeaf, LeafHit<TextLeaf>[]>();
  for (const hit of hits) {
    const found = byLeaf.get(hit.leaf);
    if (found === undefined) byLeaf.set(hit.leaf, [hit]);
    else found.push(hit);
  }
  const edits = [...byLeaf].map(([leaf, found]) => ({
    start: leaf.start + 1,
    end: leaf.end - 1,
    text: redactRaw(bytes, leaf, mergeFindings(found), placeholders),
  }));
  return applyEdits(bytes, edits);
}

function redactRaw(
  bytes: Buffer,
  leaf: TextLeaf,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
): string {
  if (leaf.encoded !== null) {
    const text = replace(leaf.text, leaf.text, hits, placeholders, (at) => at);
    return leaf.encoded.prefix + Buffer.from(text).toString("base64");
  }
  const raw = bytes.toString("utf8", leaf.start + 1, leaf.end - 1);
  const starts = raw.includes("\\") ? rawStarts(raw) : null;
  return replace(raw, leaf.text, hits, placeholders, (at) => starts?.[at] ?? at);
}

function replace(
  raw: string,
  text: string,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
  toRaw: (at: number) => number,
): string {
  let replaced = "";
  let done = 0;
  for (const { category, detector, start, end } of hits) {
    const kind = category === "rules" ? "RULE" : detector.toUpperCase();
    replaced += raw.slice(done, toRaw(start)) + placeholders.for(kind, text.slice(start, end));
    done = toRaw(end);
  }
  return replaced + raw.slice(done);
}

/** Where each unit of the text begins in its written form, and where the last one ends. */
function rawStarts(raw: string): number[] {
  const starts: number[] = [];
  let at = 0;
  while (at < raw.length) {
    starts.push(at);
    if (raw[at] !== "\\") at += 1;
    else at += raw[at + 1] === "u" ? 6 : 2;
  }
  starts.push(at);
  return starts;
}
