"use client";

import { Controller, type UseFormReturn } from "react-hook-form";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { RadioCards } from "@/app/_ui/radio-cards";
import type { Provider } from "@/server/contracts/provider-types";
import type { ConnectionValues } from "./connection-values";
import { CREDENTIAL_KINDS } from "./credential-kinds";
import { ServiceAccountField } from "./service-account-field";

export interface CredentialFieldsProps {
  form: UseFormReturn<ConnectionValues>;
  provider: Provider;
  /** Says how the stored key ends, or what a key looks like. */
  keyHint: string;
  /** What leaving it empty means; absent where a key has to be entered. */
  emptyHint?: string | undefined;
  isOptional: boolean;
}

const STORED = "Encrypted before it is stored; only its last four characters are shown again.";

/** The key of a provider in the kinds that it takes. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { form, provider } = props;
  const kind = form.watch("kind");
  return (
    <>
      {provider.credentials.length > 1 && (
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <RadioCards
              label="Kind of key"
              value={field.value}
              onValueChange={field.onChange}
              options={provider.credentials.map((value) => ({ value, ...CREDENTIAL_KINDS[value] }))}
            />
          )}
        />
      )}
      {kind === "api_key" && <ApiKeyField {...props} />}
      {kind === "google_service_account" && <ServiceAccountField {...props} />}
      <PartFields key={kind} {...props} />
    </>
  );
}

function ApiKeyField({ form, keyHint, emptyHint, isOptional }: CredentialFieldsProps) {
  return (
    <Field
      label={emptyHint === undefined ? "API key" : "New API key"}
      isOptional={isOptional}
      description={emptyHint ?? STORED}
      error={form.formState.errors.secret?.message}
    >
      <Input
        {...form.register("secret")}
        isMono
        type="password"
        placeholder={keyHint}
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
      />
    </Field>
  );
}

function PartFields({ form, emptyHint, isOptional }: CredentialFieldsProps) {
  const { parts } = CREDENTIAL_KINDS[form.watch("kind")];
  return parts.map((part, index) => (
    <Field
      key={part.name}
      label={part.label}
      isOptional={isOptional || part.isOptional}
      description={index === parts.length - 1 ? (emptyHint ?? STORED) : undefined}
      error={form.formState.errors.parts?.[part.name]?.message}
    >
      <Input
        {...form.register(`parts.${part.name}`)}
        isMono
        type={part.isSecret ? "password" : "text"}
        placeholder={part.placeholder}
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
      />
    </Field>
  ));
}
