import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatDuration } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import type { PromptTrial } from "@/server/contracts/prompts";
import { contentOf, inputsOf, type PromptDraft, usedVariables } from "./prompt-draft";
import { ModelInput } from "./setting-fields";

/** Asks a model what is in the editor, saved or not. */
export function TryPanel({ projectId, draft }: { projectId: string; draft: PromptDraft }) {
  const { org } = useConsole();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [model, setModel] = useState("");
  const attempt = useMutation(useTRPC().prompts.try.mutationOptions());
  const asked = model.trim() || draft.settings.model.trim() || "auto";
  const run = () => {
    const { note: _note, ...content } = contentOf(draft);
    attempt.mutate({
      orgSlug: org.slug,
      projectId,
      model: asked,
      ...content,
      inputs: inputsOf(draft, values),
    });
  };
  return (
    <Section
      title="Try it"
      description="Asked through your gateway: your keys, budgets and firewall hold, and it is among your requests."
      className="lg:sticky lg:top-0"
    >
      <div className="space-y-4">
        {usedVariables(draft).map(({ name, type, default: standard }) => (
          <Field key={name} label={<span className="font-mono text-xs">{name}</span>}>
            <Textarea
              rows={type === "text" || type === "json" ? 2 : 1}
              isMono={type !== "text"}
              placeholder={standard === "" ? type : standard}
              value={values[name] ?? ""}
              onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          </Field>
        ))}
        <Field label="Model">
          <ModelInput value={model} onValue={setModel} placeholder={draft.settings.model.trim() || "auto"} />
        </Field>
        <Button icon={<Play aria-hidden />} isLoading={attempt.isPending} onClick={run}>
          Try it
        </Button>
        {attempt.isError && (
          <Callout tone="error" isLive>
            {shownError(attempt.error).message}
          </Callout>
        )}
        {attempt.data !== undefined && <Trial trial={attempt.data} />}
      </div>
    </Section>
  );
}

function Trial({ trial }: { trial: PromptTrial }) {
  const { org } = useConsole();
  const request = trial.requestId !== null && (
    <Link
      href={`/${org.slug}/requests?request=${trial.requestId}`}
      className="underline underline-offset-3"
      prefetch={false}
    >
      Request
    </Link>
  );
  if (!trial.isOk)
    return (
      <Callout tone="error" isLive>
        {trial.message} {request}
      </Callout>
    );
  return (
    <div role="status" className="rounded-lg border border-default bg-surface px-3 py-2.5">
      <p className="text-sm break-words whitespace-pre-wrap text-emphasis">
        {trial.text === "" ? "The answer has no words." : trial.text}
      </p>
      <p className="mt-2 flex flex-wrap gap-x-3 text-xs text-subtle">
        <span className="font-mono">{trial.model}</span>
        <span>{formatDuration(trial.latencyMs)}</span>
        <span>{formatCost(trial.costMicroUsd)}</span>
        {request}
      </p>
    </div>
  );
}
