"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Select } from "@/app/_ui/select";
import { evaluationParams } from "../search-params";
import { EvaluationsSkeleton } from "./evaluations-skeleton";
import { JudgeTab } from "./judge-tab";

export function EvaluationsView() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const [{ project: projectId }, setParams] = useQueryStates(evaluationParams);
  const items = projects.data?.items ?? [];
  const project = items.find((each) => each.id === projectId) ?? items[0];
  return (
    <>
      <PageHeader
        title="Evaluations"
        actions={
          items.length > 1 &&
          project !== undefined && (
            <Select
              aria-label="Project"
              className="w-44"
              options={items.map((each) => ({ value: each.id, label: each.name }))}
              value={project.id}
              onValueChange={(id) => void setParams({ project: id })}
            />
          )
        }
      />
      {project !== undefined ? (
        <JudgeTab key={project.id} project={project} />
      ) : projects.isError ? (
        <QueryError query={projects} title="The projects could not be loaded" className="grow" />
      ) : (
        <EvaluationsSkeleton />
      )}
    </>
  );
}
