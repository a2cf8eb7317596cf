import type { NpsGroup } from "@/server/contracts/nps";

/** “+30”, “−12”, “0”: an NPS or a difference of two, in points; below one with a digit, so that the sign stays. */
export function formatPoints(points: number): string {
  const size = Math.abs(points);
  const text = size < 0.95 ? size.toFixed(1) : String(Math.round(size));
  if (text === "0.0") return "0";
  return `${points > 0 ? "+" : "−"}${text}`;
}

export const NPS_GROUP_LOOK = {
  detractor: { label: "Detractors", range: "0–6", tone: "error", bar: "bg-error-solid" },
  passive: { label: "Passives", range: "7–8", tone: "neutral", bar: "bg-neutral-solid" },
  promoter: { label: "Promoters", range: "9–10", tone: "success", bar: "bg-success-solid" },
} as const satisfies Record<NpsGroup, { label: string; range: string; tone: string; bar: string }>;
