import { formatCount } from "@/app/_lib/format";
import { Select } from "@/app/_ui/select";
import {
  type DryRunBasis,
  type DryRunReport,
  type DryRunView,
  NOT_JUDGED_REASONS,
} from "@/server/contracts/firewall-dry-runs";
import type { FirewallUrl } from "../use-firewall-url";
import { DetectorTable } from "./detector-table";
import { DryRunChanges } from "./dry-run-changes";
import { BASIS_OPTIONS, BASIS_WORDS, NOT_JUDGED_WORDS } from "./dry-run-texts";
import { sumsOf } from "./prepare-report";
import { WayTable } from "./way-table";

export interface DryRunReportProps {
  run: DryRunView;
  url: FirewallUrl;
}

/** What would change, for how many requests, by which detector, with examples; and what cannot be told. */
export function DryRunReportView({ run, url }: DryRunReportProps) {
  const { basis } = url.params;
  const { report } = run;
  return (
    <div className="space-y-5">
      <Summary report={report} basis={basis} />
      <div className="space-y-2">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-xs text-muted">Compared with</span>
          <Select
            aria-label="Compared with"
            className="w-44"
            size="sm"
            options={BASIS_OPTIONS}
            value={basis}
            onValueChange={(value) => url.setParams({ basis: value, way: null, change: null })}
          />
        </div>
        <p className="text-xs text-subtle">{BASIS_WORDS[basis]}</p>
      </div>
      {report.ways.length > 0 && <WayTable report={report} basis={basis} url={url} />}
      <DetectorTable
        report={report}
        basis={basis}
        rules={[...run.draft.customRules, ...run.saved.customRules]}
      />
      <DryRunChanges run={run} url={url} />
      <Limits report={report} />
    </div>
  );
}

function Summary({ report, basis }: { report: DryRunReport; basis: DryRunBasis }) {
  const { judged, notJudged, changed, toward } = sumsOf(report, basis);
  if (judged === 0)
    return (
      <p className="text-sm font-semibold text-emphasis">
        {notJudged === 1 ? "The one request" : `None of the ${formatCount(notJudged)} requests`} could
        {notJudged === 1 ? " not" : ""} be judged.
      </p>
    );
  const parts = [
    toward.blocked > 0 && `${formatCount(toward.blocked)} blocked`,
    toward.redacted > 0 && `${formatCount(toward.redacted)} redacted`,
    toward.flag > 0 && `${formatCount(toward.flag)} noted only`,
    toward.pass > 0 && `${formatCount(toward.pass)} with nothing found`,
  ].filter((part) => part !== false);
  return (
    <p className="text-sm font-semibold text-emphasis">
      {changed === 0
        ? `None of ${formatCount(judged)} requests would be treated otherwise.`
        : `${formatCount(changed)} of ${formatCount(judged)} requests would be treated otherwise: ${parts.join(", ")}.`}
    </p>
  );
}

/** How far the figures reach. */
function Limits({ report: { notJudged, withPlaceholders, unheard } }: { report: DryRunReport }) {
  const missing = NOT_JUDGED_REASONS.filter((reason) => notJudged[reason] > 0);
  const total = missing.reduce((sum, reason) => sum + notJudged[reason], 0);
  return (
    <section className="space-y-1 text-xs text-muted">
      <h3 className="text-sm font-semibold text-emphasis">What this cannot tell</h3>
      {total > 0 && (
        <p>
          Requests that could not be judged: {formatCount(total)}, of which{" "}
          {missing
            .map((reason) => `${formatCount(notJudged[reason])} ${NOT_JUDGED_WORDS[reason]}`)
            .join("; ")}
          .
        </p>
      )}
      {withPlaceholders > 0 && (
        <p>
          Stored with words replaced: {formatCount(withPlaceholders)}. A placeholder is read as an example of
          what stood there: which kind is known, the words are not. What a rule had replaced counts as found
          again while the rule exists.
        </p>
      )}
      {unheard > 0 && (
        <p>
          Would go on, but without a stored answer: {formatCount(unheard)}. Of these only the request was
          judged.
        </p>
      )}
      <p>
        What keys ask for is taken into account as it is now; what single requests asked for in headers, the
        mark in your system prompt and the remote detector are not.
      </p>
    </section>
  );
}
