import type { Steps } from "./in-turns";

const BACKSLASH = 0x5c;
/** So many bytes are decoded at once. */
const STEP_BYTES = 1 << 20;
/** The longest escape, `\u0041`, and one byte more. */
const ESCAPE_REACH = 8;

/** What the JSON string with the quotes at `start` and before `end` says, in steps. Throws what `JSON.parse` throws. */
export function* jsonTextSteps(bytes: Buffer, start: number, end: number): Steps<string> {
  const parts: string[] = [];
  for (let from = start + 1; from < end - 1; ) {
    const to = partEnd(bytes, from, end - 1);
    parts.push(String(JSON.parse(`"${bytes.toString("utf8", from, to)}"`)));
    from = to;
    if (to < end - 1) yield;
  }
  return parts.length === 1 ? (parts[0] ?? "") : parts.join("");
}

/** Where a part of at most a step ends: not within a character, and not within an escape. */
function partEnd(bytes: Buffer, from: number, end: number): number {
  if (end - from <= STEP_BYTES) return end;
  let to = from + STEP_BYTES;
  while (((bytes[to] ?? 0) & 0xc0) === 0x80) to--;
  const last = bytes.lastIndexOf(BACKSLASH, to - 1);
  if (last < to - ESCAPE_REACH || last < from) return to;
  // The backslash that begins the last escape is one of a row, of which every second one is itself escaped.
  let row = last;
  while (row > from && bytes[row - 1] === BACKSLASH) row--;
  return (last - row) % 2 === 0 ? last : last - 1;
}
