import type { RangePreset } from "@/server/contracts/requests";

export const REQUEST_RANGES: readonly { id: RangePreset; label: string }[] = [
  { id: "15m", label: "Last 15 minutes" },
  { id: "1h", label: "Last hour" },
  { id: "24h", label: "Last 24 hours" },
  { id: "7d", label: "Last 7 days" },
  { id: "30d", label: "Last 30 days" },
  { id: "90d", label: "Last 90 days" },
];
