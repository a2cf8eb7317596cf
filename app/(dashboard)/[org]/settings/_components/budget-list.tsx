import { Wallet } from "lucide-react";
import { formatCost, formatPercent } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Meter } from "@/app/_ui/meter";
import { Card } from "@/app/_ui/section";
import type { Budget } from "@/server/contracts/budgets";
import { toneOf } from "./usage-panel";

const SCOPES = {
  organization: "Organisation",
  project: "Project",
  api_key: "Key",
  end_user: "Each end user of",
} as const;
const PERIODS = { month: "a month", day: "a day" } as const;

export interface BudgetListProps {
  budgets: readonly Budget[];
  /** Left out for those who may not change them. */
  onEdit: ((budget: Budget) => void) | undefined;
}

export function BudgetList({ budgets, onEdit }: BudgetListProps) {
  if (budgets.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Wallet aria-hidden />}
          title="No budget yet"
          description="Without one, requests are limited by their rate alone, not by what they cost."
        />
      </Card>
    );
  }
  return (
    <Card className="divide-y divide-subtle">
      {budgets.map((budget) => (
        <BudgetRow key={budget.id} budget={budget} onEdit={onEdit} />
      ))}
    </Card>
  );
}

function BudgetRow({ budget, onEdit }: { budget: Budget; onEdit: BudgetListProps["onEdit"] }) {
  const { limitMicroUsd, period, scopeName } = budget;
  return (
    <div className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="min-w-0 grow truncate font-semibold text-emphasis">
          <span className="font-normal text-muted">{SCOPES[budget.scope]} </span>
          {scopeName}
          <span className="font-normal text-muted tabular-nums">
            , {formatCost(limitMicroUsd)} {PERIODS[period]}
          </span>
        </span>
        <StateBadge budget={budget} />
        {onEdit !== undefined && (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Change the budget of ${scopeName}`}
            onClick={() => onEdit(budget)}
          >
            Change
          </Button>
        )}
      </div>
      <Spent budget={budget} />
    </div>
  );
}

function Spent({
  budget: { spentMicroUsd, reservedMicroUsd, limitMicroUsd, scopeName, period },
}: {
  budget: Budget;
}) {
  if (spentMicroUsd === null)
    return (
      <p className="text-xs text-subtle">
        Each has it for themselves. Requests that name no end user do not count.
      </p>
    );
  const spent = `${formatCost(spentMicroUsd)} of ${formatCost(limitMicroUsd)}`;
  return (
    <>
      <Meter
        label={`Budget of ${scopeName} for ${PERIODS[period]}`}
        value={spentMicroUsd}
        max={limitMicroUsd}
        valueText={spent}
        tone={toneOf(spentMicroUsd, limitMicroUsd)}
      />
      <p className="text-xs text-subtle tabular-nums">
        {spent} spent ({formatPercent(spentMicroUsd / limitMicroUsd)})
        {reservedMicroUsd !== null &&
          reservedMicroUsd > 0 &&
          `, ${formatCost(reservedMicroUsd)} reserved for running requests`}
      </p>
    </>
  );
}

function StateBadge({ budget: { mode, spentMicroUsd, limitMicroUsd } }: { budget: Budget }) {
  const isSpent = spentMicroUsd !== null && spentMicroUsd >= limitMicroUsd;
  if (mode === "alert") return <Badge tone="neutral">{isSpent ? "Spent, alerts only" : "Alerts only"}</Badge>;
  return isSpent ? (
    <Badge tone="error">Spent, requests refused</Badge>
  ) : (
    <Badge tone="neutral">Blocks at the limit</Badge>
  );
}
