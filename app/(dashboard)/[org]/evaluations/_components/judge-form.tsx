"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { FormEnd } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input, Textarea } from "@/app/_ui/input";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";
import type { JudgeSettings } from "@/server/contracts/judge";
import {
  type JudgeFormInput,
  type JudgeFormOutput,
  JudgeFormValues,
  toFormValues,
  toSettings,
} from "./judge-form-values";

const MODEL_LIST = "judge-models";

export function JudgeForm({ settings }: { settings: JudgeSettings }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const models = useQuery(trpc.routes.models.queryOptions({ orgSlug: org.slug }));
  const form = useForm<JudgeFormInput, unknown, JudgeFormOutput>({
    resolver: zodResolver(JudgeFormValues),
    defaultValues: toFormValues(settings),
  });
  const update = useMutation(
    trpc.evaluations.updateJudge.mutationOptions({
      onSuccess: async (saved) => {
        toast.success(
          saved.model === null ? "Saved. No answer is judged." : "Saved. New answers are judged by it.",
        );
        form.reset(toFormValues(saved));
        await queryClient.invalidateQueries(trpc.evaluations.judge.queryFilter());
      },
      onError: (error) => showServerError(form, ["model", "rubric"], error),
    }),
  );
  const { errors } = form.formState;
  const isReadOnly = !may("judge:manage");
  return (
    <form
      noValidate
      className="max-w-176 space-y-5"
      onSubmit={form.handleSubmit((values) =>
        update.mutate({ orgSlug: org.slug, projectId: settings.projectId, ...toSettings(values) }),
      )}
    >
      <Field
        label="Judge"
        description="Empty: no answer is judged. Never asked about answers of its own model family, as models are kind to their kin."
        error={errors.model?.message}
        isDisabled={isReadOnly}
      >
        <Input
          {...form.register("model")}
          isMono
          list={MODEL_LIST}
          autoComplete="off"
          spellCheck={false}
          placeholder="anthropic/claude-sonnet-4"
        />
      </Field>
      <datalist id={MODEL_LIST}>
        {models.data?.items.map(({ provider, model }) => (
          <option key={`${provider}/${model}`} value={`${provider}/${model}`} />
        ))}
      </datalist>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Share of answers, %"
          description="Drawn by chance as they come in."
          error={errors.samplePercent?.message}
          isDisabled={isReadOnly}
        >
          <Input {...form.register("samplePercent")} type="number" step="any" inputMode="decimal" />
        </Field>
        <Field
          label="Budget a month, USD"
          description="When it is spent, nothing more is judged."
          error={errors.budgetUsd?.message}
          isDisabled={isReadOnly}
        >
          <Input {...form.register("budgetUsd")} type="number" step="any" inputMode="decimal" />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="isTeaching"
        render={({ field }) => (
          <Switch
            label="Routes learn from it"
            description="As the signal “auto”, calibrated to your users. Takes effect when you save."
            isOn={field.value}
            onChange={field.onChange}
            isDisabled={isReadOnly}
          />
        )}
      />
      <Field
        label="Rubric"
        description={`Version ${settings.rubricVersion}. A new wording becomes a new version; what was judged stays as it is.`}
        error={errors.rubric?.message}
        isDisabled={isReadOnly}
      >
        <Textarea {...form.register("rubric")} rows={9} />
      </Field>
      <FormEnd errors={errors} isReadOnly={isReadOnly} isSaving={update.isPending} />
    </form>
  );
}
