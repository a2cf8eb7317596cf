import type { ReactNode } from "react";
import { quotaTone } from "@/app/_components/plan-words";
import { formatCost, formatCount, formatDuration } from "@/app/_lib/format";
import { Meter } from "@/app/_ui/meter";
import { Card, Section } from "@/app/_ui/section";
import type { RateLevel, Usage } from "@/server/contracts/budgets";
import { PLANS } from "@/server/contracts/plans";

/** The month so far and what is left of the minute. */
export function UsagePanel({ usage }: { usage: Usage }) {
  const { used, from } = usage;
  const month = from.toLocaleDateString("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
  return (
    <Section
      title="Usage and rate limits"
      description={`${month} (UTC) on the ${PLANS[usage.planId].name} plan. Keys can have limits of their own; set them when you create one.`}
    >
      <Card className="divide-y divide-subtle">
        <Row label="Requests" value={<RequestsText usage={usage} />}>
          {usage.requestsQuota !== null && (
            <Meter
              label="Requests of the monthly quota"
              value={usage.requestsCounted}
              max={usage.requestsQuota}
              valueText={`${formatCount(usage.requestsCounted)} of ${formatCount(usage.requestsQuota)}`}
              tone={quotaTone(usage)}
            />
          )}
        </Row>
        <Row
          label="Tokens"
          value={`${formatCount(used.inputTokens)} in, ${formatCount(used.outputTokens)} out`}
        />
        <Row
          label="Spend on models"
          value={`${formatCost(used.costMicroUsd)}${used.unpricedCount > 0 ? `, and ${formatCount(used.unpricedCount)} requests of unknown price` : ""}`}
        />
        {usage.rateLimits.map((level) => (
          <RateRow key={`${level.scope}-${level.unit}`} level={level} />
        ))}
      </Card>
      <QuotaNote usage={usage} />
    </Section>
  );
}

function Row({ label, value, children }: { label: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="space-y-2 px-4 py-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 text-sm">
        <span className="text-muted">{label}</span>
        <span className="text-right text-emphasis tabular-nums">{value}</span>
      </div>
      {children}
    </div>
  );
}

function RequestsText({ usage }: { usage: Usage }) {
  if (usage.requestsQuota === null) return formatCount(usage.used.requestCount);
  return `${formatCount(usage.requestsCounted)} of ${formatCount(usage.requestsQuota)} this month`;
}

function RateRow({ level }: { level: RateLevel }) {
  const unit = level.unit === "requests" ? "Requests" : "Tokens";
  const text = `${formatCount(level.remaining)} of ${formatCount(level.perMinute)} left`;
  const reset = level.resetMs > 0 ? `, full in ${formatDuration(level.resetMs)}` : "";
  return (
    <Row label={`${unit} per minute, all keys`} value={`${text}${reset}`}>
      <Meter
        label={`${unit} per minute used`}
        value={level.perMinute - level.remaining}
        max={level.perMinute}
        valueText={text}
        tone={toneOf(level.perMinute - level.remaining, level.perMinute)}
      />
    </Row>
  );
}

/** What happens at the end of the quota, in the words of the plan. */
function QuotaNote({ usage }: { usage: Usage }) {
  const { requestsQuota, requestsHardStop, requestsCounted, planId } = usage;
  if (requestsQuota === null || requestsHardStop === null) return null;
  if (planId === "pro" && !usage.isTrial)
    return (
      <p className="mt-3 text-xs text-subtle">
        The overage cap of your owner stops requests at {formatCount(requestsHardStop)} a month.
      </p>
    );
  const isOver = requestsCounted > requestsQuota;
  return (
    <p className="mt-3 text-xs text-subtle">
      {isOver
        ? "The quota is used up: requests are still forwarded, without storing what was said"
        : "Past the quota requests are still forwarded, without storing what was said"}
      , up to {formatCount(requestsHardStop)} a month.
    </p>
  );
}

export function toneOf(used: number, max: number): "accent" | "warning" | "error" {
  if (used >= max) return "error";
  return used >= max * 0.8 ? "warning" : "accent";
}
