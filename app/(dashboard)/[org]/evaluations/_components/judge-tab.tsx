"use client";

import { useQuery } from "@tanstack/react-query";
import { PageBody } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Callout } from "@/app/_ui/callout";
import { Section } from "@/app/_ui/section";
import type { Project } from "@/server/contracts/projects";
import { CalibrationSection } from "./calibration-section";
import { EvaluationsSkeleton } from "./evaluations-skeleton";
import { JudgeForm } from "./judge-form";
import { JudgeMonth } from "./judge-month";

const REFRESH_MS = 15_000;

/** How a project's answers are judged, and what that is worth. */
export function JudgeTab({ project }: { project: Project }) {
  const { org } = useConsole();
  const report = useQuery({
    ...useTRPC().evaluations.judge.queryOptions({ orgSlug: org.slug, projectId: project.id }),
    refetchInterval: REFRESH_MS,
  });
  if (report.data === undefined)
    return report.isError ? (
      <QueryError query={report} title="The judge could not be loaded" className="grow" />
    ) : (
      <EvaluationsSkeleton />
    );
  const { settings, month, calibrations } = report.data;
  const isStored = project.storageMode === "full" || project.storageMode === "redacted";
  return (
    <PageBody>
      {!isStored && (
        <Callout tone="warning">
          This project does not store conversations, so there is nothing to check, judge or rate. You can
          change that under Settings → Data.
        </Callout>
      )}
      <JudgeMonth month={month} settings={settings} />
      <CalibrationSection projectId={project.id} calibrations={calibrations} />
      <Section
        title="How answers are judged"
        description="A model of your own providers reads a sample of the answers and gives each one to five points by your rubric. Its calls are on record like any other, at your price."
      >
        <JudgeForm key={`${settings.rubricVersion}`} settings={settings} />
      </Section>
    </PageBody>
  );
}
