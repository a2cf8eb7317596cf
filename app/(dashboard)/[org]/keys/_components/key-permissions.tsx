"use client";

import { Controller, useFormContext } from "react-hook-form";
import { Checkbox } from "@/app/_ui/checkbox";
import { KEY_PERMISSIONS } from "@/server/contracts/permissions";
import type { KeyFacts } from "./key-facts";

const TEXTS = {
  read: "List models, read requests and decisions",
  write: "Call models",
  feedback: "Send feedback and NPS answers",
  admin: "Change keys, providers and routes through the API",
} as const;

export function KeyPermissions() {
  const { control, formState } = useFormContext<KeyFacts>();
  const message = formState.errors.permissions?.message;
  return (
    <Controller
      control={control}
      name="permissions"
      render={({ field }) => (
        <fieldset
          className="space-y-2"
          aria-describedby={message === undefined ? undefined : "permissions-error"}
        >
          <legend className="mb-2 text-sm font-semibold text-emphasis">Permissions</legend>
          {KEY_PERMISSIONS.map((permission) => {
            const held = field.value ?? [];
            return (
              <Checkbox
                key={permission}
                isChecked={held.includes(permission)}
                onCheckedChange={(isChecked) =>
                  field.onChange(
                    isChecked ? [...held, permission] : held.filter((each) => each !== permission),
                  )
                }
                label={<span className="font-mono text-xs">{permission}</span>}
                description={TEXTS[permission]}
              />
            );
          })}
          {message !== undefined && (
            <p id="permissions-error" className="text-xs text-error">
              {message}
            </p>
          )}
        </fieldset>
      )}
    />
  );
}
