/** Doubles from `firstMs` up to `lastMs`, give or take a fifth, so that what failed together is not tried together. */
export function retryDelayMs(
  attempts: number,
  { firstMs, lastMs }: { firstMs: number; lastMs: number },
  random: number = Math.random(),
): number {
  const plain = Math.min(lastMs, firstMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(plain * (0.8 + 0.4 * random));
}
