import { normaliseText } from "../normalise/normalise-text";
import type { ScannedLeaf } from "../scan/scanned-leaf";

export const SHINGLE_LENGTH = 64;

/** Pieces of a tenant's system text, to recognise them in an answer. */
export interface EchoIndex {
  shingles: ReadonlySet<string>;
  /** A word that stands in the system text and nowhere else, in small letters and digits. */
  mark?: string | null;
}

/** Only letters and digits count, so that other line breaks and marks hide nothing. */
function squeeze(text: string): { text: string; starts: number[]; length: number } {
  const plain = normaliseText(text);
  const starts: number[] = [];
  let squeezed = "";
  for (const match of plain.text.matchAll(/[\p{L}\p{N}]+/gu)) {
    squeezed += match[0];
    for (let offset = 0; offset < match[0].length; offset++) {
      const at = match.index + offset;
      starts.push(plain.starts === null ? at : (plain.starts[at] ?? at));
    }
  }
  return { text: squeezed, starts, length: text.length };
}

/** More of a system text than this is not remembered: 64 characters anywhere in it are enough to tell. */
const SYSTEM_LENGTH_MAX = 100_000;

/** What the tenant says in a request, as far as it is remembered. A text without one such piece has none to recognise. */
export function systemTextOf(leaves: readonly Pick<ScannedLeaf, "trust" | "isName" | "text">[]): string {
  const texts: string[] = [];
  let length = 0;
  for (const { trust, isName, text } of leaves) {
    if (trust !== "tenant" || isName || text.length < SHINGLE_LENGTH) continue;
    texts.push(text);
    length += text.length + 1;
    if (length > SYSTEM_LENGTH_MAX) break;
  }
  return texts.join("\n").slice(0, SYSTEM_LENGTH_MAX);
}

export function indexEcho(systemText: string): EchoIndex {
  const { text } = squeeze(systemText.slice(0, SYSTEM_LENGTH_MAX));
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_LENGTH <= text.length; at++)
    shingles.add(text.slice(at, at + SHINGLE_LENGTH));
  return { shingles };
}

/** Where an answer repeats the system text, in UTF-16 units of the answer. */
export function findEcho(
  answer: string,
  { shingles, mark = null }: EchoIndex,
): { start: number; end: number }[] {
  const least = mark === null ? SHINGLE_LENGTH : Math.min(SHINGLE_LENGTH, mark.length);
  if ((shingles.size === 0 && mark === null) || answer.length < least) return [];
  const squeezed = squeeze(answer);
  return [...findMarks(squeezed, mark), ...findShingles(squeezed, shingles)].sort(
    (left, right) => left.start - right.start,
  );
}

type Squeezed = ReturnType<typeof squeeze>;

function findMarks(
  { text, starts, length }: Squeezed,
  mark: string | null,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (mark === null) return found;
  // Only ASCII is made small, so that no offset moves.
  const small = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  for (let at = small.indexOf(mark); at !== -1; at = small.indexOf(mark, at + mark.length))
    found.push({ start: starts[at] ?? 0, end: (starts[at + mark.length - 1] ?? length - 1) + 1 });
  return found;
}

function findShingles(
  { text, starts, length }: Squeezed,
  shingles: ReadonlySet<string>,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (shingles.size === 0) return found;
  for (let at = 0; at + SHINGLE_LENGTH <= text.length; at++) {
    if (!shingles.has(text.slice(at, at + SHINGLE_LENGTH))) continue;
    const start = starts[at] ?? 0;
    const end = (starts[at + SHINGLE_LENGTH - 1] ?? length - 1) + 1;
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
