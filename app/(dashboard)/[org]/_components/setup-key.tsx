"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { firstRequestSnippets } from "@/app/_lib/snippets";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CodeTabs } from "@/app/_ui/code-block";
import { CopyField } from "@/app/_ui/copy";
import type { CreateApiKeyOutput } from "@/server/contracts/api-keys";

export interface SetupKeyProps {
  created: CreateApiKeyOutput | null;
  onCreated: (created: CreateApiKeyOutput) => void;
}

/** Creates the first key in place and shows it once, inside the code that uses it. */
export function SetupKey({ created, onCreated }: SetupKeyProps) {
  const { org, may, origin } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: async (output) => {
        onCreated(output);
        await queryClient.invalidateQueries(trpc.onboarding.get.queryFilter());
        await queryClient.invalidateQueries(trpc.apiKeys.list.queryFilter());
      },
    }),
  );
  if (created !== null) {
    return (
      <div className="space-y-3">
        <Callout tone="warning" isLive>
          Copy the key now: it is shown this once. We keep only a hash of it.
        </Callout>
        <CopyField value={created.secret} label="Copy API key" />
        <CodeTabs label="First request" samples={firstRequestSnippets({ origin, apiKey: created.secret })} />
      </div>
    );
  }
  if (!may("api_key:manage")) {
    return (
      <p className="text-sm text-muted">Ask an owner, admin or member of your organisation to create one.</p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        variant="primary"
        isLoading={create.isPending}
        onClick={() => create.mutate({ orgSlug: org.slug, name: "First key" })}
      >
        Create key
      </Button>
      <ButtonLink variant="ghost" href={`/${org.slug}/keys?create=true`}>
        With limits or expiry…
      </ButtonLink>
      {create.isError && (
        <Callout tone="error" isLive className="w-full">
          {shownError(create.error).message}
        </Callout>
      )}
    </div>
  );
}
