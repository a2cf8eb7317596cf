import type { ReactNode } from "react";
import { quotaTone } from "@/app/_components/plan-words";
import { formatCost, formatCount } from "@/app/_lib/format";
import { Meter } from "@/app/_ui/meter";
import { Card, Section } from "@/app/_ui/section";
import { PLANS } from "@/server/contracts/plans";
import type { UsageReport } from "@/server/contracts/usage-report";
import { billNote, monthName, quotaNote } from "./usage-texts";

export function TotalsSection({ report }: { report: UsageReport }) {
  const { total, projected, requestsQuota, planId } = report;
  return (
    <Section
      title={monthName(report.month)}
      description={`Counted once per request, from the stored records, in calendar months (UTC). NPS answers, sessions and feedback are never metered.`}
    >
      <Card>
        <dl className="grid grid-cols-2 gap-px bg-(--border-default) lg:grid-cols-4">
          <Figure label="Requests" value={formatCount(total.requests)} note={quotaNote(report)}>
            {requestsQuota !== null && (
              <Meter
                label={`Requests included in ${PLANS[planId].name}`}
                value={report.requestsCounted}
                max={requestsQuota}
                valueText={quotaNote(report)}
                tone={quotaTone(report)}
              />
            )}
          </Figure>
          <Figure
            label="Tokens"
            value={formatCount(total.inputTokens + total.outputTokens)}
            note={`${formatCount(total.inputTokens)} in, ${formatCount(total.outputTokens)} out`}
          />
          <Figure
            label="Spend on models"
            value={formatCost(total.costMicroUsd)}
            note={
              total.unpricedRequests > 0
                ? `and ${formatCount(total.unpricedRequests)} requests of unknown price`
                : projected === null
                  ? "paid to your providers"
                  : `${formatCost(projected.costMicroUsd)} expected this month`
            }
          />
          <Figure
            label={`Floopy ${PLANS[planId].name}`}
            value={report.billMicroUsd === null ? "By contract" : formatCost(report.billMicroUsd)}
            note={billNote(report)}
          />
        </dl>
      </Card>
      {report.judge.calls > 0 && (
        <p className="mt-3 text-xs text-subtle">
          Among them {formatCount(report.judge.calls)} calls of the judge, for{" "}
          {formatCost(report.judge.costMicroUsd)}.
        </p>
      )}
    </Section>
  );
}

interface FigureProps {
  label: string;
  value: string;
  note: string;
  children?: ReactNode;
}

function Figure({ label, value, note, children }: FigureProps) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-1 text-xl font-semibold text-emphasis tabular-nums">{value}</dd>
      <dd className="mt-0.5 text-xs text-subtle">{note}</dd>
      {children !== undefined && <dd className="mt-2">{children}</dd>}
    </div>
  );
}
