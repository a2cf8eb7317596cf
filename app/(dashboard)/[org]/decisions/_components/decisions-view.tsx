"use client";

import { PageHeader } from "@/app/_components/page-header";
import { RangePicker } from "@/app/_components/range-picker";
import { REQUEST_RANGES } from "@/app/_components/request-ranges";
import { usePlan } from "@/app/_components/use-plan";
import { urlRange } from "@/app/_lib/url-range";
import { RANGE_PRESETS } from "@/server/contracts/requests";
import { DecisionFilterBar } from "./decision-filter-bar";
import { DecisionTable } from "./decision-table";
import { DecisionsExport } from "./decisions-export";
import { useDecisionsUrl } from "./use-decisions-url";

const MINUTES_A_DAY = 1_440;

export function DecisionsView() {
  const url = useDecisionsUrl();
  const plan = usePlan();
  const minutesMax = (plan?.decisionDays ?? 7) * MINUTES_A_DAY;
  return (
    <>
      <PageHeader
        title="Decisions"
        actions={
          <>
            <RangePicker
              presets={REQUEST_RANGES.filter(({ id }) => RANGE_PRESETS[id] <= minutesMax)}
              range={urlRange(url.params)}
              onChange={url.setParams}
            />
            <DecisionsExport params={url.params} />
          </>
        }
      />
      <div className="flex shrink-0 flex-col gap-2 border-b border-default px-4 py-2 md:px-5">
        <DecisionFilterBar url={url} />
      </div>
      <DecisionTable url={url} />
    </>
  );
}
