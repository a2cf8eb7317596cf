import { Select } from "@/app/_ui/select";
import type { DryRunList } from "@/server/contracts/firewall-dry-runs";
import type { FirewallUrl } from "../use-firewall-url";
import { STATUS_WORDS } from "./dry-run-texts";

export interface DryRunPickerProps {
  runs: DryRunList["items"];
  value: string | null;
  url: FirewallUrl;
}

/** The runs of the last days, where there is more than one. */
export function DryRunPicker({ runs, value, url }: DryRunPickerProps) {
  if (runs.length < 2) return null;
  return (
    <Select
      aria-label="Dry run"
      className="w-56"
      options={runs.map(({ id, days, status, createdAt }) => ({
        value: id,
        label: `${createdAt.toISOString().slice(0, 16).replace("T", " ")} UTC`,
        description: `${STATUS_WORDS[status]}, ${days === 1 ? "24 hours" : `${days} days`}`,
      }))}
      value={value}
      onValueChange={(run) => url.setParams({ run, way: null, change: null })}
    />
  );
}
