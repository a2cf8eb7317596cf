import { RANGE_PRESETS, type RangePreset } from "@/server/contracts/requests";

interface Span {
  from: Date;
  to: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A range as two instants, no longer than the plan shows. */
export function exportSpan(range: RangePreset | Span, now: Date, days: number): Span {
  if (typeof range !== "string") return range;
  const lengthMs = Math.min(RANGE_PRESETS[range] * MINUTE_MS, days * DAY_MS);
  return { from: new Date(now.getTime() - lengthMs), to: now };
}

export function exportHref(org: string, { from, to }: Span, format: "csv" | "jsonl"): string {
  const query = { org, from: from.toISOString(), to: to.toISOString(), format };
  return `/api/export/decisions?${new URLSearchParams(query)}`;
}
