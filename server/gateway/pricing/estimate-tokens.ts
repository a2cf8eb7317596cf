import { type Encoding, type Tokenizer, tokenizerFor } from "./tokenizer-for";

/** Above this a rough figure serves as well. */
const EXACT_CHARACTERS_MAX = 32_000;
/** Merging takes time with the square of an unbroken run: 64,000 times one letter would hold the process for seconds. */
const PIECE_CHARACTERS_MAX = 256;

type Count = (text: string) => number;
const counts = new Map<Encoding, Count>();
const loading = new Map<Encoding, Promise<void>>();

/**
 * About how many tokens a text is for a model. Only for calls whose provider reported no usage; the result must be
 * marked as an estimate. Rough (UTF-8 bytes) until the encoding has been loaded by `loadTokenizer`, close afterwards.
 */
export function estimateTokens(text: string, model = ""): number {
  const tokenizer = tokenizerFor(model);
  return Math.ceil(countIn(text, tokenizer) * tokenizer.factor);
}

function countIn(text: string, { encoding }: Tokenizer): number {
  const count = counts.get(encoding);
  if (count === undefined || text.length > EXACT_CHARACTERS_MAX)
    return Math.ceil(Buffer.byteLength(text) / 4);
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

/** Loads a model's encoding (some 2 MB of ranks) once; without it `estimateTokens` still answers. */
export function loadTokenizer(model = ""): Promise<void> {
  const { encoding } = tokenizerFor(model);
  const running = loading.get(encoding) ?? load(encoding);
  loading.set(encoding, running);
  return running;
}

async function load(encoding: Encoding): Promise<void> {
  const { countTokens } =
    encoding === "o200k" ? await import("gpt-tokenizer") : await import("gpt-tokenizer/encoding/cl100k_base");
  // Special tokens in a customer's text are ordinary text here; by default the library throws on them.
  counts.set(encoding, (text) => countTokens(text, { disallowedSpecial: new Set<string>() }));
}
