"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { FormEnd } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";
import type { ProjectFeedbackSettings } from "@/server/contracts/feedback-settings";
import {
  type FeedbackFormInput,
  type FeedbackFormOutput,
  FeedbackFormValues,
  toFeedbackForm,
  toFeedbackSettings,
} from "./feedback-form-values";
import { WidgetInstall } from "./widget-install";
import { WidgetPreview } from "./widget-preview";

const THEMES = [
  { value: "auto", label: "As the page’s reader has it" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const POSITIONS = [
  { value: "bottom-end", label: "Bottom, at the end of the line" },
  { value: "bottom-start", label: "Bottom, at the start of the line" },
  { value: "bottom-center", label: "Bottom, in the middle" },
  { value: "inline", label: "Where the page puts it" },
] as const;

const NUMBERS = [
  { name: "minTurns", label: "Answers before asking", description: "Of the assistant, in one session." },
  {
    name: "idleSeconds",
    label: "Silence before asking, seconds",
    description: "Never while an answer streams.",
  },
  {
    name: "askEveryDays",
    label: "Ask a user again after, days",
    description: "Whether they answered or not.",
  },
  { name: "answerEveryDays", label: "After an answer, days", description: "Until this user is asked again." },
  { name: "snoozeDays", label: "After “later”, days", description: "Until this user is asked again." },
  { name: "asksPerDayMax", label: "Most asks a day", description: "Empty: no cap." },
  { name: "samplePercent", label: "Sessions asked at most, %", description: "Of those that may be asked." },
  {
    name: "floorPercent",
    label: "Sessions asked at least, %",
    description: "Where an answer teaches little.",
  },
] as const;

const SWITCHES = [
  {
    name: "asksWhereUnsure",
    label: "Ask more where routing is unsure",
    description: "Between the two shares, by what another answer would teach. Off: always the higher share.",
  },
  {
    name: "hasCommentStep",
    label: "Ask for the reason",
    description: "A text field after the score. Personal data in it is replaced before it is stored.",
  },
] as const;

const FIELDS = [...NUMBERS.map(({ name }) => name), "productName", "accent"] as const;

export function FeedbackForm({ settings }: { settings: ProjectFeedbackSettings }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<FeedbackFormInput, unknown, FeedbackFormOutput>({
    resolver: zodResolver(FeedbackFormValues),
    defaultValues: toFeedbackForm(settings),
  });
  const update = useMutation(
    trpc.feedback.updateSettings.mutationOptions({
      onSuccess: async (saved) => {
        toast.success("Saved", {
          description: "Pages follow it within a minute, new asks within five seconds.",
        });
        form.reset(toFeedbackForm(saved));
        await queryClient.invalidateQueries(trpc.feedback.settings.queryFilter());
      },
      onError: (error) => showServerError(form, FIELDS, error),
    }),
  );
  const { errors } = form.formState;
  const isReadOnly = !may("project:manage");
  return (
    <div className="space-y-10">
      <form
        noValidate
        className="space-y-6"
        onSubmit={form.handleSubmit((values) =>
          update.mutate({ orgSlug: org.slug, ...toFeedbackSettings(settings, values) }),
        )}
      >
        <Controller
          control={form.control}
          name="isEnabled"
          render={({ field }) => (
            <Switch
              label="The widget asks"
              description="Off: nobody is asked. Answers are still taken."
              isOn={field.value}
              onChange={field.onChange}
              isDisabled={isReadOnly}
            />
          )}
        />
        <Field
          label="Product name"
          description="“How likely are you to recommend …?” Empty: “this assistant”, in the reader’s language. The rest of the question is fixed, so that scores compare."
          error={errors.productName?.message}
          isDisabled={isReadOnly}
        >
          <Input {...form.register("productName")} autoComplete="off" maxLength={60} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          {NUMBERS.map(({ name, label, description }) => (
            <Field
              key={name}
              label={label}
              description={description}
              error={errors[name]?.message}
              isDisabled={isReadOnly}
            >
              <Input {...form.register(name)} inputMode="decimal" autoComplete="off" />
            </Field>
          ))}
        </div>
        {SWITCHES.map(({ name, label, description }) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field }) => (
              <Switch
                label={label}
                description={description}
                isOn={field.value}
                onChange={field.onChange}
                isDisabled={isReadOnly}
              />
            )}
          />
        ))}
        <div className="grid gap-4 sm:grid-cols-3">
          <Controller
            control={form.control}
            name="theme"
            render={({ field }) => (
              <Field label="Theme" isDisabled={isReadOnly}>
                <Select
                  options={THEMES}
                  value={field.value}
                  onValueChange={field.onChange}
                  isDisabled={isReadOnly}
                />
              </Field>
            )}
          />
          <Controller
            control={form.control}
            name="position"
            render={({ field }) => (
              <Field label="Place" isDisabled={isReadOnly}>
                <Select
                  options={POSITIONS}
                  value={field.value}
                  onValueChange={field.onChange}
                  isDisabled={isReadOnly}
                />
              </Field>
            )}
          />
          <Field label="Accent colour" error={errors.accent?.message} isDisabled={isReadOnly}>
            <Input {...form.register("accent")} isMono autoComplete="off" spellCheck={false} />
          </Field>
        </div>
        <FormEnd errors={errors} isReadOnly={isReadOnly} isSaving={update.isPending} />
      </form>
      <WidgetPreview control={form.control} settings={settings} />
      <WidgetInstall projectId={settings.projectId} />
    </div>
  );
}
