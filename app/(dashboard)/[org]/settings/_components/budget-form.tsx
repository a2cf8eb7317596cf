"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { Button } from "@/app/_ui/button";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { type Budget, SetBudgetInput } from "@/server/contracts/budgets";
import { useBudgetScopes } from "./use-budget-scopes";
import { useSaveBudget } from "./use-save-budget";

const MICROS = 1_000_000;
const MODES = [
  { value: "block", label: "Refuse requests (402)" },
  { value: "alert", label: "Only send an alert" },
] as const;
const SCOPES = [
  { value: "organization", label: "The whole organisation" },
  { value: "project", label: "One project" },
  { value: "api_key", label: "One key" },
  { value: "end_user", label: "Each end user of a project" },
] as const;
const PERIODS = [
  { value: "month", label: "A calendar month" },
  { value: "day", label: "A day" },
] as const;

/** Sets a budget, or changes or deletes the given one. */
export function BudgetForm({ budget, onDone }: { budget: Budget | null; onDone: () => void }) {
  const form = useForm<SetBudgetInput>({
    resolver: zodResolver(SetBudgetInput, undefined, { raw: true }),
    defaultValues: {
      scope: budget?.scope ?? "organization",
      scopeId: budget?.scopeId,
      period: budget?.period ?? "month",
      limitMicroUsd: budget?.limitMicroUsd,
      mode: budget?.mode ?? "block",
    },
  });
  const { save, remove } = useSaveBudget(form, onDone);
  const scope = useWatch({ control: form.control, name: "scope" });
  const period = useWatch({ control: form.control, name: "period" });
  const choices = useBudgetScopes(scope);
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => save(values))}>
      {budget === null && (
        <Controller
          control={form.control}
          name="scope"
          render={({ field }) => (
            <Field label="For">
              <Select
                options={SCOPES}
                value={field.value}
                onValueChange={(next) => {
                  field.onChange(next);
                  form.setValue("scopeId", undefined);
                }}
              />
            </Field>
          )}
        />
      )}
      {budget === null && choices !== null && (
        <Controller
          control={form.control}
          name="scopeId"
          render={({ field }) => (
            <Field label={scope === "api_key" ? "Key" : "Project"} error={errors.scopeId?.message}>
              <Select options={choices} value={field.value ?? null} onValueChange={field.onChange} />
            </Field>
          )}
        />
      )}
      {budget === null && (
        <Controller
          control={form.control}
          name="period"
          render={({ field }) => (
            <Field label="Renews after" description="In UTC.">
              <Select options={PERIODS} value={field.value ?? "month"} onValueChange={field.onChange} />
            </Field>
          )}
        />
      )}
      <Field
        label={period === "day" ? "US dollars a day" : "US dollars a month"}
        description={
          scope === "end_user"
            ? "For requests that name an end user (floopy-user-id). The first refusal sends the event budget.threshold."
            : "Thresholds of 80% and 100% send the event budget.threshold."
        }
        error={errors.limitMicroUsd?.message}
      >
        <Input
          {...form.register("limitMicroUsd", { setValueAs: toMicros })}
          defaultValue={budget === null ? "" : String(budget.limitMicroUsd / MICROS)}
          inputMode="decimal"
          autoComplete="off"
          placeholder="100"
        />
      </Field>
      <Controller
        control={form.control}
        name="mode"
        render={({ field }) => (
          <Field label="When it is spent">
            <Select options={MODES} value={field.value ?? "block"} onValueChange={field.onChange} />
          </Field>
        )}
      />
      <FormServerError errors={errors} />
      <DialogFooter>
        {budget !== null && (
          <Button className="mr-auto" onClick={() => remove.mutate(budget.id)} isLoading={remove.isPending}>
            Delete budget
          </Button>
        )}
        <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
          {budget === null ? "Set budget" : "Save"}
        </Button>
      </DialogFooter>
    </form>
  );
}

function toMicros(text: unknown): unknown {
  if (typeof text !== "string") return text;
  const usd = Number(text.trim().replace(/^\$/, ""));
  return text.trim() === "" || Number.isNaN(usd) ? undefined : Math.round(usd * MICROS);
}
