/** Above this a rough figure serves as well. */
const EXACT_CHARACTERS_MAX = 32_000;
/** Merging takes time with the square of an unbroken run: 64,000 times one letter would hold the process for seconds. */
const PIECE_CHARACTERS_MAX = 256;

type Count = (text: string) => number;
let count: Count | null = null;
let loading: Promise<void> | null = null;

/**
 * About how many tokens a text is. Only for calls whose provider reported no usage; the result must be marked as
 * an estimate. Rough (UTF-8 bytes) until the tokenizer has been loaded by `loadTokenizer`, close afterwards.
 */
export function estimateTokens(text: string): number {
  if (count === null || text.length > EXACT_CHARACTERS_MAX) return Math.ceil(Buffer.byteLength(text) / 4);
  let tokens = 0;
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start);
    tokens += count(text.slice(start, end));
    start = end;
  }
  return tokens;
}

/** Before the last space that fits, since a space belongs to the word after it. */
function pieceEnd(text: string, start: number): number {
  const limit = start + PIECE_CHARACTERS_MAX;
  if (limit >= text.length) return text.length;
  const space = text.lastIndexOf(" ", limit);
  return space > start ? space : limit;
}

/** Loads the tokenizer (some 2 MB of ranks) once; without it `estimateTokens` still answers. */
export function loadTokenizer(): Promise<void> {
  loading ??= import("gpt-tokenizer").then((module) => {
    // Special tokens in a customer's text are ordinary text here; by default the library throws on them.
    count = (text) => module.countTokens(text, { disallowedSpecial: new Set<string>() });
  });
  return loading;
}
