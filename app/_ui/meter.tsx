import { cn } from "./cn";

export interface MeterProps {
  label: string;
  value: number;
  max: number;
  /** What the bar says in words, for those who do not see it. */
  valueText: string;
  tone?: "accent" | "warning" | "error";
}

const TONES = { accent: "bg-accent-solid", warning: "bg-warning-solid", error: "bg-error-solid" } as const;

/** How much of something is used. The words beside it say the same, so colour is never alone. */
export function Meter({ label, value, max, valueText, tone = "accent" }: MeterProps) {
  const percent = max <= 0 ? 100 : Math.min((value / max) * 100, 100);
  return (
    <div
      role="img"
      aria-label={`${label}: ${valueText}`}
      className="h-1.5 overflow-hidden rounded-full bg-subtle"
    >
      <div className={cn("h-full rounded-full", TONES[tone])} style={{ width: `${percent}%` }} />
    </div>
  );
}
