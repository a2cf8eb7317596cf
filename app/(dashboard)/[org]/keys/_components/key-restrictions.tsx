"use client";

import { addDays } from "date-fns";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { listError } from "@/app/_lib/form-errors";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { LinesInput } from "@/app/_ui/lines-input";
import { Select, type SelectOption } from "@/app/_ui/select";
import { formatExactTime } from "@/app/_ui/time-format";
import type { FirewallFloor } from "@/server/contracts/firewall";
import type { KeyFacts } from "./key-facts";

const EXPIRIES = [
  { value: "never", label: "Never", days: null },
  { value: "30", label: "In 30 days", days: 30 },
  { value: "90", label: "In 90 days", days: 90 },
  { value: "365", label: "In a year", days: 365 },
] as const;

type Expiry = (typeof EXPIRIES)[number]["value"] | "same";

export interface KeyRestrictionsProps {
  /** When the key ends as it is now; nothing for one that never does. */
  endsAt?: Date | null;
  /** Of publishable keys, which are held by browsers anywhere. */
  hasOrigins?: boolean;
}

export function KeyRestrictions({ endsAt = null, hasOrigins = false }: KeyRestrictionsProps) {
  const { setValue } = useFormContext<KeyFacts>();
  const [expiry, setExpiry] = useState<Expiry>(endsAt === null ? "never" : "same");
  const options: SelectOption<Expiry>[] =
    endsAt === null
      ? [...EXPIRIES]
      : [{ value: "same", label: `As it is: ${formatExactTime(endsAt)}` }, ...EXPIRIES];
  const onExpiryChange = (value: Expiry) => {
    setExpiry(value);
    if (value === "same") return setValue("expiresAt", endsAt);
    const days = EXPIRIES.find((option) => option.value === value)?.days ?? null;
    setValue("expiresAt", days === null ? null : addDays(new Date(), days));
  };
  return (
    <div className="mt-3 space-y-4 border-l border-default pl-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <LimitField name="requestsPerMinute" label="Requests per minute" />
        <LimitField name="tokensPerMinute" label="Tokens per minute" />
      </div>
      {!hasOrigins && <FirewallFloorField />}
      <Field label="Expires">
        <Select options={options} value={expiry} onValueChange={onExpiryChange} />
      </Field>
      <ListField
        name="allowedModels"
        label="Allowed models"
        description="One per line, for example openai/gpt-5.4-mini. Empty means all."
      />
      {hasOrigins ? (
        <ListField
          name="allowedOrigins"
          label="Allowed origins"
          description="Where your pages are served from, one per line, for example https://app.example.com."
        />
      ) : (
        <ListField
          name="allowedIps"
          label="Allowed IP addresses"
          description="Addresses or ranges, one per line. Empty means all."
        />
      )}
    </div>
  );
}

const FLOORS: readonly { value: FirewallFloor | "project"; label: string; description: string }[] = [
  { value: "project", label: "As the project says", description: "Its policy, and nothing more." },
  { value: "observe", label: "At least observe", description: "Requests cannot switch looking on off." },
  { value: "block", label: "Block attacks", description: "Prompt injection and your rules are stopped." },
];

/** The least that the firewall does for requests with this key. */
function FirewallFloorField() {
  const { control } = useFormContext<KeyFacts>();
  return (
    <Controller
      control={control}
      name="firewallMode"
      render={({ field }) => (
        <Field label="Firewall" description="Can only be stricter than the policy of the project.">
          <Select
            options={FLOORS}
            value={field.value ?? "project"}
            onValueChange={(value) => field.onChange(value === "project" ? null : value)}
          />
        </Field>
      )}
    />
  );
}

interface ListFieldProps {
  name: "allowedModels" | "allowedIps" | "allowedOrigins";
  label: string;
  description: string;
}

function ListField({ name, label, description }: ListFieldProps) {
  const { control, formState } = useFormContext<KeyFacts>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Field
          label={label}
          isOptional={name !== "allowedOrigins"}
          description={description}
          error={listError(formState.errors[name])}
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
  );
}

interface LimitFieldProps {
  name: "requestsPerMinute" | "tokensPerMinute";
  label: string;
}

/** Empty is no limit of its own: the organisation's still holds. */
function LimitField({ name, label }: LimitFieldProps) {
  const { register, formState } = useFormContext<KeyFacts>();
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
