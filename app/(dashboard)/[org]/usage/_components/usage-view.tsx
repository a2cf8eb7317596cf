"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useQueryStates } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Section } from "@/app/_ui/section";
import type { UsageReport } from "@/server/contracts/usage-report";
import { monthInput, usageParams } from "../search-params";
import { DaysSection } from "./days-section";
import { DifferencesNote } from "./differences-note";
import { MonthPicker } from "./month-picker";
import { PartsSection } from "./parts-section";
import { TotalsSection } from "./totals-section";
import { UsageDownload } from "./usage-download";
import { UsageSkeleton } from "./usage-skeleton";

const REFRESH_MS = 10_000;

export function UsageView() {
  const { org } = useConsole();
  const [{ month, by }, setParams] = useQueryStates(usageParams, { history: "push" });
  const named = monthInput(month);
  const report = useQuery(
    useTRPC().usage.report.queryOptions(
      { orgSlug: org.slug, ...named },
      { refetchInterval: named.month === undefined ? REFRESH_MS : false },
    ),
  );
  return (
    <>
      <PageHeader
        title="Usage"
        actions={
          report.data !== undefined && (
            <>
              <MonthPicker report={report.data} onChange={(next) => void setParams({ month: next })} />
              <UsageDownload month={report.data.month} />
            </>
          )
        }
      />
      {report.data !== undefined ? (
        <PageBody>
          <TotalsSection report={report.data} />
          {report.data.total.requests === 0 ? (
            <NothingUsed report={report.data} />
          ) : (
            <>
              <DaysSection report={report.data} />
              <PartsSection report={report.data} by={by} onBy={(next) => void setParams({ by: next })} />
            </>
          )}
          <DifferencesNote report={report.data} />
        </PageBody>
      ) : report.isError ? (
        <QueryError query={report} title="The usage could not be loaded" className="grow" />
      ) : (
        <UsageSkeleton />
      )}
    </>
  );
}

function NothingUsed({ report }: { report: UsageReport }) {
  return (
    <Section title="Days">
      <EmptyState
        icon={<ChartColumn />}
        title={report.isCurrent ? "Nothing used this month yet" : "Nothing was used in this month"}
        description="Each request that reaches a model is counted here within seconds, by project, model and key."
      />
    </Section>
  );
}
