const UNITS = ["bytes", "kB", "MB", "GB"] as const;

/** “840 bytes”, “1.2 MB”. */
export function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1_000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)}\u00a0${UNITS[power]}`;
}
