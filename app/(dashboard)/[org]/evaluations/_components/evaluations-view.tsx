"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Select } from "@/app/_ui/select";
import { Tab, Tabs, TabsList, TabsPanel } from "@/app/_ui/tabs";
import { type EvaluationTab, evaluationParams } from "../search-params";
import { DatasetsTab } from "./datasets-tab";
import { EvaluationsSkeleton } from "./evaluations-skeleton";
import { JudgeTab } from "./judge-tab";
import { RunsTab } from "./runs-tab";

export function EvaluationsView() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const [{ project: projectId, tab }, setParams] = useQueryStates(evaluationParams);
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
        <Tabs
          key={project.id}
          value={tab}
          onValueChange={(next: EvaluationTab) => void setParams({ tab: next, run: null, dataset: null })}
          className="flex min-h-0 grow flex-col"
        >
          <TabsList className="px-4 md:px-6">
            <Tab value="judge">Judge</Tab>
            <Tab value="runs">Runs</Tab>
            <Tab value="datasets">Datasets</Tab>
          </TabsList>
          <TabsPanel value="judge" className="flex min-h-0 grow flex-col">
            <JudgeTab project={project} />
          </TabsPanel>
          <TabsPanel value="runs" className="flex min-h-0 grow flex-col">
            <RunsTab projectId={project.id} />
          </TabsPanel>
          <TabsPanel value="datasets" className="flex min-h-0 grow flex-col">
            <DatasetsTab projectId={project.id} />
          </TabsPanel>
        </Tabs>
      ) : projects.isError ? (
        <QueryError query={projects} title="The projects could not be loaded" className="grow" />
      ) : (
        <EvaluationsSkeleton />
      )}
    </>
  );
}
