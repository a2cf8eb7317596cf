import { formatCount } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import type { RunView } from "@/server/contracts/evaluation-runs";

const LOOKS = {
  pending: { label: "waiting", tone: "info" },
  running: { label: "running", tone: "info" },
  completed: { label: "done", tone: "success" },
  failed: { label: "failed", tone: "error" },
  cancelled: { label: "cancelled", tone: "neutral" },
} as const satisfies Record<RunView["status"], unknown>;

export function RunStatus({ run: { status, progress } }: { run: RunView }) {
  const { label, tone } = LOOKS[status];
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Badge tone={tone}>{label}</Badge>
      <span className="text-xs text-muted tabular-nums">
        {formatCount(progress.done)} of {formatCount(progress.rows)}
        {progress.failed > 0 && `, ${formatCount(progress.failed)} failed`}
      </span>
    </span>
  );
}
