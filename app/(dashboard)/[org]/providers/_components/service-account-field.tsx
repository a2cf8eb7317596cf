"use client";

import { Upload } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/input";
import { projectOfServiceAccount } from "@/server/contracts/provider-credentials";
import type { CredentialFieldsProps } from "./credential-fields";

const FILE_BYTES_MAX = 20_000;

/** A key file, pasted or chosen. Its project fills the field for it when that is still empty. */
export function ServiceAccountField({ form, keyHint, emptyHint, isOptional }: CredentialFieldsProps) {
  const file = useRef<HTMLInputElement>(null);
  const noteProject = (json: string): void => {
    const project = projectOfServiceAccount(json);
    if (project !== null && !form.getValues("settings.project"))
      form.setValue("settings.project", project, { shouldValidate: form.formState.isSubmitted });
  };
  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = event.target.files ?? [];
    event.target.value = "";
    if (chosen === undefined) return;
    const json = chosen.size > FILE_BYTES_MAX ? "" : await chosen.text();
    form.setValue("parts.json", json, { shouldValidate: true, shouldDirty: true });
    noteProject(json);
  };
  return (
    <>
      <Field
        label="Service account key"
        isOptional={isOptional}
        description={
          emptyHint ??
          "Only the account’s name and key are kept, encrypted; the addresses in the file are not used."
        }
        error={form.formState.errors.parts?.json?.message}
      >
        <Textarea
          {...form.register("parts.json", { onChange: (event) => noteProject(String(event.target.value)) })}
          isMono
          rows={5}
          placeholder={keyHint === "" ? '{ "type": "service_account", … }' : keyHint}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
        />
      </Field>
      <div>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          aria-label="Key file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void onFile(event)}
        />
        <Button type="button" size="sm" onClick={() => file.current?.click()}>
          <Upload aria-hidden />
          Choose the key file
        </Button>
      </div>
    </>
  );
}
