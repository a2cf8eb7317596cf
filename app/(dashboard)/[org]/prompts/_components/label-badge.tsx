import { Badge } from "@/app/_ui/badge";
import { DEFAULT_LABEL } from "@/server/contracts/prompts";

/** A label, with the version that it points at where the row is not that version. */
export function LabelBadge({ label, version }: { label: string; version?: number }) {
  return (
    <Badge tone={label === DEFAULT_LABEL ? "accent" : "outline"}>
      {label}
      {version !== undefined && <span className="tabular-nums opacity-80">v{version}</span>}
    </Badge>
  );
}
