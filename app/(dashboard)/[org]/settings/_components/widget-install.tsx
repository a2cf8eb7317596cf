"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { cspSnippet, tokenSnippet, widgetSnippet } from "@/app/_lib/widget-snippets";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CodeBlock } from "@/app/_ui/code-block";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";

/** The lines that put the widget on a page, with a key made for it. */
export function WidgetInstall({ projectId }: { projectId: string }) {
  const { origin, may } = useConsole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <Section
      title="Put it on a page"
      description="One script, less than 9 kB, that asks when this project says so. It needs a key for pages, which may stand in public: it can only give feedback, and only from the sites you name."
      actions={
        <ButtonLink size="sm" href="/docs/widget">
          All about the widget
        </ButtonLink>
      }
    >
      <div className="space-y-4">
        {may("api_key:manage") && key === null && <PageKeyForm projectId={projectId} onCreated={setKey} />}
        {key !== null && (
          <Callout tone="success" isLive>
            The key is in the lines below. It is stored hashed and shown only now; you can make another one at
            any time.
          </Callout>
        )}
        <CodeBlock language="text" title="In the page" code={widgetSnippet(origin, key ?? undefined)} />
        <CodeBlock language="typescript" title="The token, from your server" code={tokenSnippet(origin)} />
        <CodeBlock
          language="text"
          title="Where the page has a content security policy"
          code={cspSnippet(origin)}
        />
      </div>
    </Section>
  );
}

interface PageKeyFormProps {
  projectId: string;
  onCreated: (secret: string) => void;
}

function PageKeyForm({ projectId, onCreated }: PageKeyFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [site, setSite] = useState("");
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: async ({ secret }) => {
        onCreated(secret);
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
      },
    }),
  );
  const failure = create.isError ? shownError(create.error) : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({
      ...{ orgSlug: org.slug, projectId, name: `Widget on ${site.trim()}`.trim().slice(0, 80) },
      ...{ kind: "publishable", permissions: ["feedback"], allowedOrigins: [site.trim()] },
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field
        label="Your site"
        description="Scheme and host, as the browser shows them."
        error={failure === null ? undefined : failure.message}
        className="min-w-56 grow"
      >
        <Input
          value={site}
          onValueChange={setSite}
          placeholder="https://app.example.com"
          autoComplete="off"
          spellCheck={false}
          isMono
        />
      </Field>
      <Button type="submit" className="mt-6.5" isLoading={create.isPending}>
        Create page key
      </Button>
    </form>
  );
}
