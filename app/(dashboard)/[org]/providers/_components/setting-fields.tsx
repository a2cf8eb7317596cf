"use client";

import type { UseFormReturn } from "react-hook-form";
import { Field } from "@/app/_ui/field";
import { Input, Textarea } from "@/app/_ui/input";
import type { Provider } from "@/server/contracts/provider-types";
import type { ConnectionValues } from "./connection-values";

export interface SettingFieldsProps {
  form: UseFormReturn<ConnectionValues>;
  provider: Provider;
  baseUrlExample: string;
}

/** Where a provider is called and what else it needs to know, as the table has it. */
export function SettingFields({ form, provider, baseUrlExample }: SettingFieldsProps) {
  const { errors } = form.formState;
  return (
    <>
      {provider.needsBaseUrl && (
        <Field
          label="Base URL"
          description={`Where the API begins, for example ${baseUrlExample}`}
          error={errors.baseUrl?.message}
        >
          <Input
            {...form.register("baseUrl")}
            isMono
            type="url"
            placeholder={baseUrlExample}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
      {provider.settings.map((setting) => {
        const common = {
          ...form.register(`settings.${setting.name}`),
          isMono: true,
          placeholder: setting.placeholder,
          autoComplete: "off",
          spellCheck: false,
        } as const;
        return (
          <Field
            key={setting.name}
            label={setting.label}
            isOptional={!setting.isRequired}
            description={setting.description}
            error={errors.settings?.[setting.name]?.message}
          >
            {setting.kind === "lines" ? <Textarea {...common} rows={3} /> : <Input {...common} />}
          </Field>
        );
      })}
    </>
  );
}
