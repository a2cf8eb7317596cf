const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Behind the closing quote of the JSON string that begins at `start`; the end of the bytes where it has none. */
export function jsonStringEnd(bytes: Buffer, start: number): number {
  const first = bytes.indexOf(QUOTE, start + 1);
  if (first === -1) return bytes.length;
  if (!isEscaped(bytes, first, start)) return first + 1;
  // Looking for one quote after the other costs a call for each, and a text may be full of them.
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) return at + 1;
  }
  return bytes.length;
}

/** Whether an odd number of backslashes stands before a quote of the string that begins at `start`. */
function isEscaped(bytes: Buffer, quote: number, start: number): boolean {
  let row = quote;
  while (row - 1 > start && bytes[row - 1] === BACKSLASH) row--;
  return (quote - row) % 2 === 1;
}
