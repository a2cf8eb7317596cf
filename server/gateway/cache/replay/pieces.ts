const PIECE_CHARACTERS = 80;

/** A text in pieces as a model would send them, only larger; no character is split. */
export function pieces(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PIECE_CHARACTERS, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end += 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}
