"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { settingsSearchParams } from "../search-params";
import { ErasureSection } from "./erasure-section";
import { ProjectDataForm } from "./project-data-form";
import { RetentionForm } from "./retention-form";

export function DataSettings() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const [chosenId, setChosenId] = useQueryState("project", settingsSearchParams.project);
  if (projects.data === undefined) {
    if (projects.isError) return <QueryError query={projects} title="The projects could not be loaded" />;
    return (
      <Loading>
        <Skeleton className="h-72 w-full" />
      </Loading>
    );
  }
  const { items } = projects.data;
  const project = items.find((each) => each.id === chosenId) ?? items[0];
  if (project === undefined) return <p className="text-sm text-muted">This organisation has no project.</p>;
  return (
    <div className="space-y-10">
      <Section
        title="What is stored"
        description={
          <>
            For each request of the project <b className="text-emphasis">{project.name}</b>. A request may ask
            for less with the <code className="font-mono text-xs">floopy-log</code> header, never for more.
          </>
        }
        actions={
          items.length > 1 && (
            <Select
              aria-label="Project"
              className="w-44"
              options={items.map((each) => ({ value: each.id, label: each.name }))}
              value={project.id}
              onValueChange={(id) => void setChosenId(id)}
            />
          )
        }
      >
        <ProjectDataForm project={project} />
      </Section>
      <Section
        title="For how long"
        description="Deleted by an hourly job, not marked as deleted. A score that an end user gives later counts only for requests that are still there."
      >
        <RetentionForm key={project.id} project={project} />
      </Section>
      <ErasureSection key={project.id} project={project} projects={items} />
    </div>
  );
}
