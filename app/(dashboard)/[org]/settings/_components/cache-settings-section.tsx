"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { Project } from "@/server/contracts/projects";
import { CacheForm } from "./cache-form";
import { ClearCache } from "./clear-cache";

/** The response cache of one project. */
export function CacheSettingsSection() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (projects.data === undefined) {
    return projects.isError ? (
      <QueryError query={projects} title="The projects could not be loaded" />
    ) : (
      <FormSkeleton />
    );
  }
  const { items } = projects.data;
  const project = items.find((each) => each.id === chosenId) ?? items[0];
  if (project === undefined) return <p className="text-sm text-muted">This organisation has no project.</p>;
  return (
    <Section
      title="Response cache"
      description={
        <>
          Answers of the project <b className="text-emphasis">{project.name}</b> that are given again without
          calling a provider. Only keys with the same permissions and models share them, never another
          organisation or project.
        </>
      }
      actions={
        items.length > 1 && (
          <Select
            aria-label="Project"
            className="w-44"
            options={items.map((each) => ({ value: each.id, label: each.name }))}
            value={project.id}
            onValueChange={setChosenId}
          />
        )
      }
    >
      <ProjectCache key={project.id} project={project} />
    </Section>
  );
}

function ProjectCache({ project }: { project: Project }) {
  const { org } = useConsole();
  const settings = useQuery(
    useTRPC().responseCache.get.queryOptions({ orgSlug: org.slug, projectId: project.id }),
  );
  if (settings.data === undefined) {
    return settings.isError ? (
      <QueryError query={settings} title="The cache settings could not be loaded" />
    ) : (
      <FormSkeleton />
    );
  }
  return (
    <div className="space-y-8">
      <CacheForm
        settings={settings.data}
        storesText={project.storageMode === "full" || project.storageMode === "redacted"}
      />
      <ClearCache project={project} clearedAt={settings.data.clearedAt} />
    </div>
  );
}

function FormSkeleton() {
  return (
    <Loading>
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}
