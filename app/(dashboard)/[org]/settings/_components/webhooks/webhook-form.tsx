"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type Control, Controller, useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { listError } from "@/app/_lib/form-errors";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { CreateWebhookInput, WEBHOOK_EVENTS, type WebhookEndpoint } from "@/server/contracts/webhooks";
import { useSaveWebhook } from "./use-save-webhook";

export interface WebhookFormProps {
  /** Null for a new one. */
  endpoint: WebhookEndpoint | null;
  onCreated: (secret: string) => void;
  onSaved: () => void;
}

export function WebhookForm({ endpoint, onCreated, onSaved }: WebhookFormProps) {
  const form = useForm<CreateWebhookInput>({
    resolver: zodResolver(CreateWebhookInput, undefined, { raw: true }),
    defaultValues: {
      url: endpoint?.url ?? "",
      description: endpoint?.description ?? "",
      eventTypes: WEBHOOK_EVENTS.map(({ type }) => type).filter(
        (type) => endpoint === null || endpoint.eventTypes.includes(type),
      ),
    },
  });
  const { save, isPending } = useSaveWebhook(form, endpoint, { onCreated, onSaved });
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit(save)}>
      <Field label="Address" error={errors.url?.message}>
        <Input
          {...form.register("url")}
          type="url"
          isMono
          autoComplete="off"
          spellCheck={false}
          placeholder="https://example.com/floopy"
        />
      </Field>
      <Field label="Note" isOptional error={errors.description?.message}>
        <Input {...form.register("description")} autoComplete="off" maxLength={120} />
      </Field>
      <EventChoice control={form.control} message={listError(errors.eventTypes)} />
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={isPending}>
          {endpoint === null ? "Add webhook" : "Save"}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface EventChoiceProps {
  control: Control<CreateWebhookInput>;
  message: string | undefined;
}

function EventChoice({ control, message }: EventChoiceProps) {
  return (
    <Controller
      control={control}
      name="eventTypes"
      render={({ field }) => (
        <fieldset className="space-y-2" aria-describedby={message === undefined ? undefined : "events-error"}>
          <legend className="mb-2 text-sm font-semibold text-emphasis">Events</legend>
          {WEBHOOK_EVENTS.map(({ type, label }) => (
            <Checkbox
              key={type}
              isChecked={field.value.includes(type)}
              onCheckedChange={(isChecked) =>
                field.onChange(
                  isChecked ? [...field.value, type] : field.value.filter((each) => each !== type),
                )
              }
              label={<span className="font-mono text-xs">{type}</span>}
              description={label}
            />
          ))}
          {message !== undefined && (
            <p id="events-error" className="text-xs text-error">
              {message}
            </p>
          )}
        </fieldset>
      )}
    />
  );
}
