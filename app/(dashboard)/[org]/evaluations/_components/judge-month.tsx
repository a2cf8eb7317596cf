import { Scale } from "lucide-react";
import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, formatPercent } from "@/app/_lib/format";
import { EmptyState } from "@/app/_ui/empty-state";
import { Facts } from "@/app/_ui/facts";
import { Meter } from "@/app/_ui/meter";
import { Section } from "@/app/_ui/section";
import type { JudgeOutcome, JudgeReport, JudgeSettings } from "@/server/contracts/judge";

const SKIPPED: Readonly<Record<JudgeOutcome, string>> = {
  same_family: "judge of the same family",
  budget_used_up: "budget used up",
  not_stored: "no longer stored",
  unreadable: "judge not understood",
  refused: "stopped by the firewall",
  provider_failed: "provider failed",
  interrupted: "cut off",
};

export function JudgeMonth({ month, settings }: { month: JudgeReport["month"]; settings: JudgeSettings }) {
  const { org } = useConsole();
  const isUsed =
    month.judged + month.decidedByChecks + month.failed + month.pending + month.skipped.length > 0;
  if (!isUsed)
    return (
      <Section title="This month">
        <EmptyState
          icon={<Scale />}
          title={settings.model === null ? "No judge yet" : "No answer has been judged yet"}
          description={
            settings.model === null
              ? "Every stored answer is checked by code already. Choose a judge below, and a model reads a sample of them too. sandbox/genius works without a key; its scores are scripted."
              : "The sample is drawn as answers come in. The first verdict takes a few seconds after its request."
          }
        />
      </Section>
    );
  const spent = `${formatCost(month.costMicroUsd)} of ${formatCost(settings.monthlyBudgetMicroUsd)}`;
  const skipped = month.skipped.map(({ outcome, count }) => `${formatCount(count)} ${SKIPPED[outcome]}`);
  return (
    <Section title="This month">
      <Facts
        className="max-w-160"
        items={[
          {
            label: "Judged",
            value: `${formatCount(month.judged)}, ${formatPercent(month.averageScore)} on average`,
          },
          { label: "Decided by checks", value: `${formatCount(month.decidedByChecks)}, without a call` },
          { label: "Waiting", value: formatCount(month.pending) },
          {
            label: "Without a verdict",
            value: [`${formatCount(month.failed)} failed`, ...skipped].join(", "),
          },
          {
            label: "Spent",
            value: (
              <span className="block py-1">
                <span className="mb-1.5 flex flex-wrap justify-between gap-2">
                  {spent}
                  <Link
                    href={`/${org.slug}/requests?range=30d&apiKeyId=judge`}
                    className="text-xs underline underline-offset-3"
                  >
                    Its calls
                  </Link>
                </span>
                <Meter
                  label="Judge’s budget"
                  value={month.costMicroUsd}
                  max={settings.monthlyBudgetMicroUsd}
                  valueText={spent}
                  tone={month.costMicroUsd >= settings.monthlyBudgetMicroUsd ? "error" : "accent"}
                />
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}
