import { StatusDot } from "@/app/_ui/badge";

export function AvailabilityTag({ isComing }: { isComing: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-mono text-2xs whitespace-nowrap text-muted">
      <StatusDot tone={isComing ? "neutral" : "success"} />
      {isComing ? "coming" : "works now"}
    </span>
  );
}
