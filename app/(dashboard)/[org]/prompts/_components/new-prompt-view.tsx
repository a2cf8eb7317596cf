"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { CreatePromptInput } from "@/server/contracts/prompts";
import { promptsParams } from "../search-params";
import { contentOf, EMPTY_DRAFT } from "./prompt-draft";
import { PromptEditor } from "./prompt-editor";
import { PromptsSkeleton } from "./prompts-skeleton";
import { SaveBar, useSaving } from "./save-bar";

export function NewPromptView() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [{ project: wanted }] = useQueryStates(promptsParams);
  const projects = useQuery(trpc.projects.list.queryOptions({ orgSlug: org.slug }));
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [names, setNames] = useState({ name: "", slug: "" });
  const create = useMutation(
    trpc.prompts.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.prompts.list.queryFilter());
        router.push(`/${org.slug}/prompts/${id}`);
      },
    }),
  );
  const { problem, save } = useSaving(CreatePromptInput, create.error);
  const items = projects.data?.items ?? [];
  const project = items.find(({ id }) => id === wanted) ?? items[0];
  const submit = () =>
    save({ ...contentOf(draft), name: names.name, ...(names.slug && { slug: names.slug }) }, (content) => {
      if (project !== undefined) create.mutate({ orgSlug: org.slug, projectId: project.id, ...content });
    });
  return (
    <>
      <PageHeader
        title="New prompt"
        path={[{ label: "Prompts", href: `/${org.slug}/prompts` }]}
        actions={
          <SaveBar label="Create prompt" isPending={create.isPending} problem={problem} onSave={submit} />
        }
      />
      {project !== undefined ? (
        <PromptEditor projectId={project.id} draft={draft} onDraft={setDraft}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Name">
              <Input
                value={names.name}
                onValueChange={(name) => setNames({ ...names, name })}
                placeholder="Support reply"
                maxLength={80}
                autoComplete="off"
              />
            </Field>
            <Field label="Short name" isOptional description="What requests call it by. Made from the name.">
              <Input
                value={names.slug}
                onValueChange={(slug) => setNames({ ...names, slug })}
                placeholder="support-reply"
                isMono
                maxLength={64}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          </div>
        </PromptEditor>
      ) : projects.isError ? (
        <QueryError query={projects} title="Your projects could not be loaded" className="grow" />
      ) : (
        <PromptsSkeleton />
      )}
    </>
  );
}
