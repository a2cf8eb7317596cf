"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText, Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { ButtonLink } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Card } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { promptsParams } from "../search-params";
import { PromptTable } from "./prompt-table";
import { PromptsSkeleton } from "./prompts-skeleton";

export function PromptsView() {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const [{ project: wanted }, setParams] = useQueryStates(promptsParams);
  const projects = useQuery(trpc.projects.list.queryOptions({ orgSlug: org.slug }));
  const items = projects.data?.items ?? [];
  const projectId = (items.find(({ id }) => id === wanted) ?? items[0])?.id;
  const prompts = useQuery(
    trpc.prompts.list.queryOptions(
      { orgSlug: org.slug, projectId: projectId ?? "", limit: 200 },
      { enabled: projectId !== undefined },
    ),
  );
  const failed = projects.isError ? projects : prompts.isError ? prompts : null;
  const create = may("prompt:manage") && (
    <ButtonLink
      variant="primary"
      size="sm"
      icon={<Plus aria-hidden />}
      href={`/${org.slug}/prompts/new${wanted === null ? "" : `?project=${wanted}`}`}
    >
      Create prompt
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Prompts"
        actions={
          <>
            {items.length > 1 && projectId !== undefined && (
              <Select
                aria-label="Project"
                className="w-44"
                size="sm"
                options={items.map(({ id, name }) => ({ value: id, label: name }))}
                value={projectId}
                onValueChange={(project) => void setParams({ project })}
              />
            )}
            {prompts.data !== undefined && prompts.data.items.length > 0 && create}
          </>
        }
      />
      {prompts.data === undefined ? (
        failed === null ? (
          <PromptsSkeleton />
        ) : (
          <QueryError query={failed} title="Your prompts could not be loaded" className="grow" />
        )
      ) : prompts.data.items.length === 0 ? (
        <EmptyState
          className="grow justify-center"
          icon={<FileText />}
          title="Prompts"
          description="Keep what you tell a model apart from your code: change it without a deployment, go back in a second, and see which wording your users liked better."
          action={create}
        />
      ) : (
        <PageBody>
          <Card>
            <PromptTable prompts={prompts.data.items} />
          </Card>
        </PageBody>
      )}
    </>
  );
}
