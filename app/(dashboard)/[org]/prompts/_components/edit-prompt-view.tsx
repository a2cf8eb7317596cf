"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { toast } from "@/app/_ui/toast";
import { AddVersionBody, type PromptVersionView, type PromptView } from "@/server/contracts/prompts";
import { promptParams } from "../search-params";
import { contentOf, draftOf } from "./prompt-draft";
import { PromptEditor } from "./prompt-editor";
import { PromptsSkeleton } from "./prompts-skeleton";
import { SaveBar, useSaving } from "./save-bar";

/** The next version of a prompt, begun as a copy of one that there is. */
export function EditPromptView({ promptId }: { promptId: string }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const [{ version: from }] = useQueryStates(promptParams);
  const asked = { orgSlug: org.slug, promptId };
  const prompt = useQuery(trpc.prompts.get.queryOptions(asked));
  const versions = useQuery(trpc.prompts.versions.queryOptions({ ...asked, limit: 200 }));
  const items = versions.data?.items ?? [];
  const base = items.find(({ version }) => version === from) ?? items[0];
  if (prompt.data !== undefined && base !== undefined)
    return <NextVersion key={base.version} prompt={prompt.data} base={base} />;
  const failed = prompt.isError ? prompt : versions.isError ? versions : null;
  return (
    <>
      <PageHeader title="New version" path={[{ label: "Prompts", href: `/${org.slug}/prompts` }]} />
      {failed === null ? (
        <PromptsSkeleton />
      ) : (
        <QueryError query={failed} title="This prompt could not be loaded" className="grow" />
      )}
    </>
  );
}

function NextVersion({ prompt, base }: { prompt: PromptView; base: PromptVersionView }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(base));
  const page = `/${org.slug}/prompts/${prompt.id}`;
  const add = useMutation(
    trpc.prompts.addVersion.mutationOptions({
      onSuccess: async ({ version }) => {
        toast.success(`v${version} saved. Point production at it when you are ready.`);
        await Promise.all([
          queryClient.invalidateQueries(trpc.prompts.versions.queryFilter()),
          queryClient.invalidateQueries(trpc.prompts.get.queryFilter()),
          queryClient.invalidateQueries(trpc.prompts.list.queryFilter()),
        ]);
        router.push(`${page}?version=${version}&compare=${base.version}`);
      },
    }),
  );
  const { problem, save } = useSaving(AddVersionBody, add.error);
  return (
    <>
      <PageHeader
        title={`New version, from v${base.version}`}
        path={[
          { label: "Prompts", href: `/${org.slug}/prompts` },
          { label: prompt.name, href: page },
        ]}
        actions={
          <SaveBar
            label="Save version"
            isPending={add.isPending}
            problem={problem}
            onSave={() =>
              save(contentOf(draft), (content) =>
                add.mutate({ orgSlug: org.slug, promptId: prompt.id, ...content }),
              )
            }
          />
        }
      />
      <PromptEditor projectId={prompt.project_id} draft={draft} onDraft={setDraft} />
    </>
  );
}
