/** What was typed, on the nearest step; null where nothing was. */
export function numberIn(text: string, step: number): number | null {
  if (text === "") return null;
  const steps = Math.round(1 / step);
  return Math.round(Number(text) * steps) / steps;
}
