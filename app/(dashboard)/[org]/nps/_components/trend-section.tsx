import { useMemo } from "react";
import { NpsTrend } from "@/app/_charts/nps-trend";
import { prepareNpsTrend } from "@/app/_charts/prepare-nps-trend";
import { Card, Section } from "@/app/_ui/section";
import { NPS_ANSWERS_MIN, type NpsReport } from "@/server/contracts/nps";
import type { NpsUrl } from "./use-nps-url";

/** NPS by week with its interval; weeks with too few answers stay empty. */
export function TrendSection({ url, report }: { url: NpsUrl; report: NpsReport }) {
  const trend = useMemo(() => prepareNpsTrend(report), [report]);
  return (
    <Section title="By week">
      <Card className="overflow-visible p-4">
        <NpsTrend trend={trend} onSelect={({ from, to }) => url.setParams({ from, to })} />
        <p className="mt-3 text-xs text-subtle">
          {trend.hasFigures
            ? `Dot: NPS. Bar: its 95 % interval. Weeks with fewer than ${NPS_ANSWERS_MIN} answers are left out.`
            : `No week of this range has ${NPS_ANSWERS_MIN} answers yet.`}
        </p>
      </Card>
    </Section>
  );
}
