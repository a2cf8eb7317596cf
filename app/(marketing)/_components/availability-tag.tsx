import { StatusDot } from "@/app/_ui/badge";
import type { Availability } from "../_content/plan-text";

const LABELS = { now: "works now", coming: "coming" } as const satisfies Record<Availability, string>;

export function AvailabilityTag({ availability }: { availability: Availability }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-mono text-2xs whitespace-nowrap text-muted">
      <StatusDot tone={availability === "now" ? "success" : "neutral"} />
      {LABELS[availability]}
    </span>
  );
}
