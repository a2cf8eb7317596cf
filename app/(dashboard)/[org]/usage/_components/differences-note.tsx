import { formatCount } from "@/app/_lib/format";
import { Callout } from "@/app/_ui/callout";
import type { UsageReport } from "@/server/contracts/usage-report";

/** Counters are compared with the stored records every hour; what does not agree is said here. */
export function DifferencesNote({ report }: { report: UsageReport }) {
  if (report.differences.length === 0)
    return (
      <p className="text-xs text-subtle">
        The counts are compared with the stored requests every hour. They agree.
      </p>
    );
  return (
    <Callout tone="warning">
      The counts and the stored requests do not agree on some days; we have been told.
      <ul className="mt-1 list-disc pl-4">
        {report.differences.map(({ day, counted, recorded }) => (
          <li key={day.getTime()}>
            {day.toISOString().slice(0, 10)}: {formatCount(counted)} counted, {formatCount(recorded)} stored
          </li>
        ))}
      </ul>
    </Callout>
  );
}
