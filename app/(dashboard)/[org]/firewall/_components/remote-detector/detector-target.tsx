import { useQuery } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select, type SelectOption } from "@/app/_ui/select";
import { MODERATION_PROVIDERS, type RemoteDetectorKind } from "@/server/contracts/remote-detector";
import { type DetectorDraft, type DraftErrors, MODERATION_MODEL } from "./detector-draft";

export interface DetectorPartProps {
  draft: DetectorDraft;
  errors: DraftErrors;
  onChange: (part: Partial<DetectorDraft>) => void;
  isReadOnly: boolean;
}

const KINDS: readonly SelectOption<RemoteDetectorKind>[] = [
  {
    value: "openai_moderation",
    label: "Moderation endpoint",
    description: "POST /moderations of OpenAI, Mistral or a server of yours that speaks it.",
  },
  {
    value: "guard_model",
    label: "Guard model",
    description: "Llama Guard, Prompt Guard or any chat model that answers with a verdict.",
  },
  {
    value: "webhook",
    label: "Your own server",
    description: "A signed call to an address of yours, which answers with a verdict.",
  },
];

/** Who is asked. */
export function DetectorTarget(props: DetectorPartProps) {
  const { draft, errors, onChange, isReadOnly } = props;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Who is asked">
        <Select
          options={KINDS}
          value={draft.kind}
          onValueChange={(kind) => onChange({ kind })}
          isDisabled={isReadOnly}
        />
      </Field>
      {draft.kind === "webhook" ? (
        <Field label="Address" error={errors.url} isDisabled={isReadOnly}>
          <Input
            type="url"
            isMono
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/check"
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        </Field>
      ) : (
        <ModelTarget {...props} />
      )}
    </div>
  );
}

function ModelTarget({ draft, errors, onChange, isReadOnly }: DetectorPartProps) {
  const { org } = useConsole();
  const keys = useQuery(useTRPC().providerKeys.list.queryOptions({ orgSlug: org.slug }));
  const isModeration = draft.kind === "openai_moderation";
  const fitting = (keys.data?.items ?? []).filter(
    ({ provider }) => !isModeration || MODERATION_PROVIDERS.some((name) => name === provider),
  );
  return (
    <>
      <Field
        label="Provider key"
        error={errors.providerKeyId}
        description={
          keys.isSuccess && fitting.length === 0
            ? isModeration
              ? "You have no key for OpenAI, Mistral or a server of your own. Connect one under Providers."
              : "Connect a provider under Providers first."
            : undefined
        }
      >
        <Select
          placeholder={keys.isPending ? "Loading…" : "Choose a key…"}
          options={fitting.map(({ id, name, provider, lastFour }) => ({
            value: id,
            label: name,
            description: lastFour === "" ? provider : `${provider} ····${lastFour}`,
          }))}
          value={draft.providerKeyId === "" ? null : draft.providerKeyId}
          onValueChange={(providerKeyId) => onChange({ providerKeyId })}
          isDisabled={isReadOnly || fitting.length === 0}
        />
      </Field>
      <Field
        label="Model"
        isOptional={isModeration}
        error={errors.model}
        isDisabled={isReadOnly}
        description="As the provider names it."
      >
        <Input
          isMono
          autoComplete="off"
          spellCheck={false}
          placeholder={isModeration ? MODERATION_MODEL : "meta-llama/llama-guard-4-12b"}
          value={draft.model}
          onChange={(event) => onChange({ model: event.target.value })}
        />
      </Field>
    </>
  );
}
