const FACTORS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The smallest round whole number that holds the value; at least 1. */
export function roundedMax(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.ceil((FACTORS.find((factor) => factor * power >= value) ?? 10) * power);
}
