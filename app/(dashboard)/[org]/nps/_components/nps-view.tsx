"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { RangePicker } from "@/app/_components/range-picker";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { urlRange } from "@/app/_lib/url-range";
import { AnswersDownload } from "./answers-download";
import { AnswersSection } from "./answers-section";
import { GroupsSection } from "./groups-section";
import { NpsEmpty } from "./nps-empty";
import { NpsFilters } from "./nps-filters";
import { NpsSkeleton } from "./nps-skeleton";
import { NPS_RANGES } from "./nps-texts";
import { ScoreSection } from "./score-section";
import { TrendSection } from "./trend-section";
import { useNpsUrl } from "./use-nps-url";

export function NpsView() {
  const { org } = useConsole();
  const url = useNpsUrl();
  const { params, filters, setParams } = url;
  const report = useQuery({
    ...useTRPC().nps.report.queryOptions({ orgSlug: org.slug, ...filters, by: params.by }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="NPS"
        actions={
          <>
            <RangePicker presets={NPS_RANGES} range={urlRange(params)} onChange={setParams} />
            <AnswersDownload params={params} />
          </>
        }
      />
      {report.data === undefined ? (
        report.isError ? (
          <QueryError query={report} title="The answers could not be loaded" className="grow" />
        ) : (
          <NpsSkeleton />
        )
      ) : (
        <PageBody>
          <NpsFilters url={url} sandboxAnswers={report.data.sandboxAnswers} />
          {report.data.figure.answers === 0 ? (
            <NpsEmpty url={url} />
          ) : (
            <>
              <div className="grid gap-x-6 gap-y-8 lg:grid-cols-2">
                <ScoreSection url={url} report={report.data} />
                <TrendSection url={url} report={report.data} />
              </div>
              <GroupsSection url={url} report={report.data} />
              <AnswersSection url={url} />
            </>
          )}
        </PageBody>
      )}
    </>
  );
}
