import { formatCount } from "@/app/_lib/format";
import { Facts } from "@/app/_ui/facts";
import { Card, Section } from "@/app/_ui/section";
import type { ContributionView } from "@/server/contracts/learning";
import { formatScore } from "./learning-texts";

const SESSIONS_MIN = 30;

/** What the shared model is worth to this organisation, with how sure that is; nothing below thirty sessions. */
export function PriorLiftSection({ ledger: { lift, given, received, mode } }: { ledger: ContributionView }) {
  const { estimate } = lift;
  return (
    <Section
      title="What it is worth"
      description="Estimated from your own sessions of the last 30 days that have a score, by the recorded probability of the model each of them had."
    >
      <Card className="max-w-200 px-4 py-2">
        <Facts
          items={[
            {
              label: "Given",
              value: `${formatCount(given.answers)} scores in ${formatCount(given.cells)} cells`,
            },
            {
              label: "Kept to yourself",
              value: `${formatCount(given.kept_own_answers)} scores${mode === "isolated" ? "" : " (sandbox, unsigned, own models, or of your first week)"}`,
            },
            ...(mode === "isolated"
              ? []
              : [
                  {
                    label: "Received",
                    value: `${formatCount(received.used_cells)} of ${formatCount(received.cells)} shared cells are about models of your routes`,
                  },
                ]),
            {
              label: "Prior lift",
              value:
                estimate === null ? (
                  <span className="text-muted">
                    {lift.sessions < SESSIONS_MIN
                      ? `Not known yet: ${formatCount(lift.sessions)} of at least ${SESSIONS_MIN} scored sessions of feedback-driven routes.`
                      : "Not known: too few of these sessions had a model that either way of choosing would have taken."}
                  </span>
                ) : estimate.low === 0 && estimate.high === 0 ? (
                  "None so far: with and without it the same models would have been chosen."
                ) : (
                  <>
                    {signed(estimate.difference)} points of NPS score ({signed(estimate.low)} to{" "}
                    {signed(estimate.high)}, 95 %), from {formatCount(lift.sessions)} sessions
                  </>
                ),
            },
            ...(estimate === null
              ? []
              : [
                  {
                    label: "Mean score",
                    value: `${formatScore(estimate.with_shared)} with the shared model, ${formatScore(estimate.alone)} alone`,
                  },
                ]),
          ]}
        />
      </Card>
    </Section>
  );
}

/** On the scale of NPS answers, 0 to 10. */
function signed(difference: number): string {
  const points = difference * 10;
  const sign = points > 0 ? "+" : points < 0 ? "−" : "±";
  return `${sign}${Math.abs(points).toFixed(2)}`;
}
