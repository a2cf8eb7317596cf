const MICROS_PER_USD = 1_000_000;

/** Shown where a value is not known; never a zero. */
export const UNKNOWN = "–";

/** “12,480”. */
export function formatCount(count: number | null): string {
  return count === null ? UNKNOWN : count.toLocaleString("en-US");
}

/** “12.4k”, “3.1M”: for axes and tight places. */
export function formatCompact(count: number | null): string {
  if (count === null) return UNKNOWN;
  return count.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 }).replace("K", "k");
}

/** Micro-dollars as dollars, with as many digits as the amount deserves: “$0.000042”, “$0.0183”, “$12.40”. */
export function formatCost(micros: number | bigint | null): string {
  if (micros === null) return UNKNOWN;
  const usd = Number(micros) / MICROS_PER_USD;
  if (usd === 0) return "$0";
  const size = Math.abs(usd);
  const digits = size >= 1 ? 2 : size >= 0.01 ? 4 : 6;
  return `${usd < 0 ? "−" : ""}$${size.toLocaleString("en-US", { minimumFractionDigits: digits === 2 ? 2 : 0, maximumFractionDigits: digits })}`;
}

/** “840 ms”, “1.24 s”, “2 min 5 s”. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  // Each unit ends where rounding would spill into the next one.
  if (ms < 999.5) return `${Math.round(ms)}\u00a0ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(ms < 9_995 ? 2 : 1)}\u00a0s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
}

/** A share of 0 … 1: “0%”, “0.4%”, “12%”. Never rounds something to nothing. */
export function formatPercent(share: number | null): string {
  if (share === null || Number.isNaN(share)) return UNKNOWN;
  const percent = share * 100;
  if (percent === 0) return "0%";
  if (percent < 0.1) return "<0.1%";
  return `${percent.toFixed(percent < 10 ? 1 : 0)}%`;
}
