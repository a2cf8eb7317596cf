import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import type { PromptDraft } from "./prompt-draft";
import { SETTING_LABELS } from "./prompt-texts";

export interface SettingFieldsProps {
  settings: PromptDraft["settings"];
  onSettings: (settings: PromptDraft["settings"]) => void;
}

const NUMBERS = [
  { name: "temperature", min: 0, max: 2, step: 0.1 },
  { name: "top_p", min: 0, max: 1, step: 0.05 },
  { name: "max_tokens", min: 1, max: 1_000_000, step: 1 },
] as const;

/** What holds where a request says nothing itself. */
export function SettingFields({ settings, onSettings }: SettingFieldsProps) {
  return (
    <Section title="Settings" description="Used where a request sets nothing itself. All are optional.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={SETTING_LABELS.model}
          description="For requests with the model prompt. auto is your default route."
          className="sm:col-span-2"
        >
          <ModelInput value={settings.model} onValue={(model) => onSettings({ ...settings, model })} />
        </Field>
        {NUMBERS.map(({ name, ...limits }) => (
          <Field key={name} label={SETTING_LABELS[name]}>
            <Input
              type="number"
              {...limits}
              value={settings[name]}
              onValueChange={(value) => onSettings({ ...settings, [name]: value })}
            />
          </Field>
        ))}
      </div>
    </Section>
  );
}

export interface ModelInputProps {
  value: string;
  onValue: (value: string) => void;
  placeholder?: string;
}

/** A model or route by its name, with those that can be called as suggestions. */
export function ModelInput({ value, onValue, placeholder = "auto" }: ModelInputProps) {
  const { org } = useConsole();
  const listId = useId();
  const models = useQuery(useTRPC().routes.models.queryOptions({ orgSlug: org.slug }));
  return (
    <>
      <Input
        value={value}
        onValueChange={onValue}
        list={listId}
        isMono
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      <datalist id={listId}>
        <option value="auto" />
        {models.data?.items.map(({ provider, model }) => (
          <option key={`${provider}/${model}`} value={`${provider}/${model}`} />
        ))}
      </datalist>
    </>
  );
}
