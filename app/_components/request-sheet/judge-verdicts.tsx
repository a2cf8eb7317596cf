import Link from "next/link";
import { formatCost, formatPercent } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { Judgement, JudgeOutcome } from "@/server/contracts/judge";
import { useConsole } from "../shell/console-context";

const OUTCOME_LABELS: Readonly<Record<JudgeOutcome, string>> = {
  same_family: "The judge and this model are of one family, so it was not asked.",
  budget_used_up: "A budget had no room for it.",
  not_stored: "The conversation was no longer stored.",
  unreadable: "The judge did not answer in the form it was asked for.",
  refused: "The firewall stopped the call.",
  provider_failed: "The judge’s provider failed.",
  interrupted: "Judging it was cut off several times.",
};

/** What models of the customer's own providers think of an answer. */
export function JudgeVerdicts({ judgements }: { judgements: readonly Judgement[] }) {
  const { org } = useConsole();
  if (judgements.length === 0)
    return (
      <p className="text-sm text-muted">
        Not part of the judge’s sample.{" "}
        <Link href={`/${org.slug}/evaluations?tab=judge`} className="underline underline-offset-3">
          Judge settings
        </Link>
      </p>
    );
  return (
    <ul className="divide-y divide-(--border-subtle)">
      {judgements.map((judgement) => (
        <li key={judgement.id} className="py-1.5 text-sm">
          <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
            <Verdict judgement={judgement} />
            {judgement.judgeModel === null ? (
              <span className="text-xs text-muted">decided by checks, without a call</span>
            ) : (
              <span className="font-mono text-xs text-muted">{judgement.judgeModel}</span>
            )}
            <span className="text-xs text-subtle">rubric {judgement.rubricVersion}</span>
            {judgement.costMicroUsd !== null && (
              <span className="text-xs text-subtle tabular-nums">{formatCost(judgement.costMicroUsd)}</span>
            )}
            {judgement.judgedAt !== null && (
              <RelativeTime date={judgement.judgedAt} className="ml-auto text-xs text-subtle" />
            )}
          </div>
          {judgement.reason !== null && <p className="mt-1 text-default">{judgement.reason}</p>}
          {judgement.outcome !== null && judgement.status !== "pending" && (
            <p className="mt-1 text-muted">{OUTCOME_LABELS[judgement.outcome]}</p>
          )}
          {judgement.status === "done" && (
            <p className="mt-1 text-xs text-subtle">
              {judgement.taughtScore === null
                ? "Routes did not learn from it."
                : `Taught to the routes as ${formatPercent(judgement.taughtScore)}.`}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Verdict({ judgement: { status, score } }: { judgement: Judgement }) {
  if (status === "pending") return <Badge tone="info">waiting</Badge>;
  if (status !== "done" || score === null)
    return <Badge>{status === "failed" ? "no verdict" : "not asked"}</Badge>;
  const tone = score >= 0.7 ? "success" : score >= 0.4 ? "warning" : "error";
  return <Badge tone={tone}>{formatPercent(score)}</Badge>;
}
