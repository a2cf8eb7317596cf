"use client";

import { addDays } from "date-fns";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { listError } from "@/app/_lib/form-errors";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { LinesInput } from "@/app/_ui/lines-input";
import { Select } from "@/app/_ui/select";
import type { CreateApiKeyInput } from "@/server/contracts/api-keys";

const EXPIRIES = [
  { value: "never", label: "Never", days: null },
  { value: "30", label: "In 30 days", days: 30 },
  { value: "90", label: "In 90 days", days: 90 },
  { value: "365", label: "In a year", days: 365 },
] as const;

type Expiry = (typeof EXPIRIES)[number]["value"];

export function KeyRestrictions() {
  const { control, formState, setValue } = useFormContext<CreateApiKeyInput>();
  const [expiry, setExpiry] = useState<Expiry>("never");
  const onExpiryChange = (value: Expiry) => {
    setExpiry(value);
    const days = EXPIRIES.find((option) => option.value === value)?.days ?? null;
    setValue("expiresAt", days === null ? null : addDays(new Date(), days));
  };
  return (
    <div className="mt-3 space-y-4 border-l border-default pl-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <LimitField name="requestsPerMinute" label="Requests per minute" />
        <LimitField name="tokensPerMinute" label="Tokens per minute" />
      </div>
      <Field label="Expires">
        <Select options={EXPIRIES} value={expiry} onValueChange={onExpiryChange} />
      </Field>
      <Controller
        control={control}
        name="allowedModels"
        render={({ field }) => (
          <Field
            label="Allowed models"
            isOptional
            description="One per line, for example openai/gpt-5.4-mini. Empty means all."
            error={listError(formState.errors.allowedModels)}
          >
            <LinesInput
              isMono
              rows={2}
              value={field.value ?? []}
              onValueChange={field.onChange}
              onBlur={field.onBlur}
            />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="allowedIps"
        render={({ field }) => (
          <Field
            label="Allowed IP addresses"
            isOptional
            description="Addresses or ranges, one per line. Empty means all."
            error={listError(formState.errors.allowedIps)}
          >
            <LinesInput
              isMono
              rows={2}
              value={field.value ?? []}
              onValueChange={field.onChange}
              onBlur={field.onBlur}
            />
          </Field>
        )}
      />
    </div>
  );
}

interface LimitFieldProps {
  name: "requestsPerMinute" | "tokensPerMinute";
  label: string;
}

/** Empty is no limit of its own: the organisation's still holds. */
function LimitField({ name, label }: LimitFieldProps) {
  const { register, formState } = useFormContext<CreateApiKeyInput>();
  return (
    <Field label={label} error={formState.errors[name]?.message}>
      <Input
        {...register(name, {
          setValueAs: (text: unknown) => (text === "" || text === null ? null : Number(text)),
        })}
        inputMode="numeric"
        autoComplete="off"
        placeholder="No limit"
      />
    </Field>
  );
}
