import Link from "next/link";
import { quotaTone } from "@/app/_components/plan-words";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Meter } from "@/app/_ui/meter";
import { Card, Section } from "@/app/_ui/section";
import type { BillingView } from "@/server/contracts/billing";
import { PLANS } from "@/server/contracts/plans";
import type { UsageReport } from "@/server/contracts/usage-report";
import { lifeText } from "./billing-texts";
import { PlanActions } from "./plan-actions";

const STATUS_LOOK = {
  active: null,
  trialing: { tone: "info", label: "Trial" },
  past_due: { tone: "error", label: "Payment failed" },
  paused: { tone: "warning", label: "Paused" },
  canceled: { tone: "neutral", label: "Ended" },
} as const;

/** The plan, what it will do, and the month so far. */
export function PlanSection({ billing, usage }: { billing: BillingView; usage: UsageReport }) {
  const { may } = useConsole();
  const look = STATUS_LOOK[billing.status];
  return (
    <Section
      title="Plan"
      actions={may("billing:manage") && !billing.isByContract && <PlanActions billing={billing} />}
    >
      <Card className="divide-y divide-subtle">
        <div className="px-4 py-3">
          <p className="flex items-center gap-2 text-xl font-semibold text-emphasis">
            {PLANS[billing.planId].name}
            {look !== null && <Badge tone={look.tone}>{look.label}</Badge>}
          </p>
          <p className="mt-0.5 text-sm text-muted">{lifeText(billing)}</p>
        </div>
        <QuotaRow usage={usage} />
        <BillRow usage={usage} />
      </Card>
    </Section>
  );
}

function QuotaRow({ usage }: { usage: UsageReport }) {
  const { org } = useConsole();
  const { requestsCounted: counted, requestsQuota: quota } = usage;
  const text =
    quota === null ? formatCount(counted) : `${formatCount(counted)} of ${formatCount(quota)} included`;
  return (
    <div className="space-y-2 px-4 py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <Link
          href={`/${org.slug}/usage`}
          className="rounded-sm text-muted underline-offset-2 hover:text-emphasis hover:underline"
        >
          Requests this month
        </Link>
        <span className="text-emphasis tabular-nums">{text}</span>
      </p>
      {quota !== null && (
        <Meter
          label="Requests of this month"
          value={counted}
          max={quota}
          valueText={text}
          tone={quotaTone(usage)}
        />
      )}
    </div>
  );
}

function BillRow({ usage }: { usage: UsageReport }) {
  const { billMicroUsd, projected, isTrial } = usage;
  if (billMicroUsd === null) return null;
  const expected = projected?.billMicroUsd ?? billMicroUsd;
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5 text-sm">
      <span className="text-muted">
        Bill of this month
        {isTrial ? ", in the trial" : expected > billMicroUsd ? ", at the present pace" : ""}
      </span>
      <span className="text-emphasis tabular-nums">
        {expected > billMicroUsd
          ? `${formatCost(billMicroUsd)} so far, ${formatCost(expected)} expected`
          : formatCost(billMicroUsd)}
      </span>
    </p>
  );
}
