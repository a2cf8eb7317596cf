"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { FeedbackForm } from "./feedback-form";

/** How each project asks its end users. */
export function FeedbackSettingsSection() {
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
      title="Asking end users"
      description={
        <>
          How the widget asks the users of the project <b className="text-emphasis">{project.name}</b>.
          Answers sent by your own server are always taken. Which pages may ask is set on each publishable
          key.
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
      <ProjectFeedback key={project.id} projectId={project.id} />
    </Section>
  );
}

function ProjectFeedback({ projectId }: { projectId: string }) {
  const { org } = useConsole();
  const settings = useQuery(useTRPC().feedback.settings.queryOptions({ orgSlug: org.slug, projectId }));
  if (settings.data !== undefined) return <FeedbackForm settings={settings.data} />;
  return settings.isError ? (
    <QueryError query={settings} title="The feedback settings could not be loaded" />
  ) : (
    <FormSkeleton />
  );
}

function FormSkeleton() {
  return (
    <Loading>
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}
