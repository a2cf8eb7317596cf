import { useState } from "react";
import { prepareUsageDays } from "@/app/_charts/prepare-usage-days";
import { UsageDays } from "@/app/_charts/usage-days";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCompact, formatCost, formatCount } from "@/app/_lib/format";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import type { UsageReport, UsageSums } from "@/server/contracts/usage-report";

const DAY_MS = 86_400_000;

interface Measure {
  label: string;
  of: (sums: UsageSums) => number;
  text: (value: number) => string;
  top: (value: number) => string;
}

const MEASURES = {
  requests: {
    label: "Requests",
    of: ({ requests }) => requests,
    text: (value) => `${formatCount(value)} requests`,
    top: formatCompact,
  },
  tokens: {
    label: "Tokens",
    of: ({ inputTokens, outputTokens }) => inputTokens + outputTokens,
    text: (value) => `${formatCount(value)} tokens`,
    top: formatCompact,
  },
  cost: { label: "Spend", of: ({ costMicroUsd }) => costMicroUsd, text: formatCost, top: formatCost },
} as const satisfies Record<string, Measure>;

type MeasureId = keyof typeof MEASURES;
const OPTIONS = (["requests", "tokens", "cost"] as const).map((value) => ({
  value,
  label: MEASURES[value].label,
}));

export function DaysSection({ report }: { report: UsageReport }) {
  const { org } = useConsole();
  const [measureId, setMeasureId] = useState<MeasureId>("requests");
  const measure: Measure = MEASURES[measureId];
  const { bars, max } = prepareUsageDays(
    report.days.map((day) => ({ day: day.day, value: measure.of(day) })),
    { from: report.from, to: report.to, now: new Date() },
  );
  return (
    <Section
      title="Days"
      actions={
        <Select
          aria-label="What the bars show"
          size="sm"
          className="w-36"
          options={OPTIONS}
          value={measureId}
          onValueChange={setMeasureId}
        />
      }
    >
      <Card className="overflow-visible px-4 pt-6 pb-3">
        <UsageDays
          bars={bars}
          top={measure.top(max)}
          valueText={measure.text}
          hrefOf={({ day }) => {
            const to = new Date(day.getTime() + DAY_MS);
            return `/${org.slug}/requests?from=${day.toISOString()}&to=${to.toISOString()}`;
          }}
        />
      </Card>
    </Section>
  );
}
