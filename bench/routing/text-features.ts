/** Words and pairs of words of a text, hashed: the cheapest reading of it that a linear model can learn from. */
const SIZE = 512;
const READ_CHARS = 2_400;

export const FEATURES = SIZE + 1;

/** Sparse: places and values, the last place is the constant. Long texts weigh no more than short ones. */
export interface SparseRow {
  places: readonly number[];
  value: number;
}

export function featuresOf(text: string | null): SparseRow {
  const words =
    (text ?? "")
      .slice(0, READ_CHARS)
      .toLowerCase()
      .match(/\p{L}+|\p{N}|[^\s\p{L}\p{N}]/gu) ?? [];
  const places = new Set<number>();
  for (const [index, word] of words.entries()) {
    places.add(hash(word) % SIZE);
    const next = words[index + 1];
    if (next !== undefined) places.add(hash(`${word} ${next}`) % SIZE);
  }
  return { places: [...places], value: 1 / Math.sqrt(Math.max(1, places.size)) };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 2_166_136_261;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
  return value >>> 0;
}
