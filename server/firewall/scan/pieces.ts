/** A stretch of a long text that is looked at in one go. */
export interface Piece {
  text: string;
  /** Where it begins in the whole. */
  offset: number;
}

const PIECE_LENGTH = 16_000;
/** Longer than any key or number, so that what one cut tears is whole in the next piece. */
const OVERLAP = 4_096;
const BREAK_REACH = 512;

/** The whole text in overlapping pieces, cut at blanks where there are any. */
export function* piecesOf(
  text: string,
  { length, overlap } = { length: PIECE_LENGTH, overlap: OVERLAP },
): Generator<Piece> {
  if (text.length <= length) {
    yield { text, offset: 0 };
    return;
  }
  for (let start = 0; ; ) {
    const end = start + length >= text.length ? text.length : cutBefore(text, start + length);
    yield { text: text.slice(start, end), offset: start };
    if (end === text.length) return;
    start = cutBefore(text, end - overlap);
  }
}

function cutBefore(text: string, at: number): number {
  for (let cut = at; cut > at - BREAK_REACH; cut--) if (/\s/.test(text.charAt(cut))) return cut;
  // Never between the halves of one character.
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
