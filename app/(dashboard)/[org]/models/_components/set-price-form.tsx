"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { RATE_LABELS, rateUnit, shortPromptRate } from "@/app/_lib/rates";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { type FormRate, PRICE_FIELDS, type PriceValues, parseRates } from "./price-values";
import type { PricedModel } from "./set-price-dialog";
import { useReprice } from "./use-reprice";

export function SetPriceForm({ model, onSaved }: { model: PricedModel; onSaved: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { reprice } = useReprice();
  const { provider, model: name } = model;
  const form = useForm<PriceValues>({ defaultValues: valuesOf(model) });
  const { errors } = form.formState;
  const save = useMutation(
    trpc.models.setPrice.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.models.list.queryFilter());
        toast.success(`${model.id} has a price`);
        reprice({ range: "90d", provider, model: name });
        onSaved();
      },
      onError: (error) => showServerError(form, [], error),
    }),
  );
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => {
        const { rates, faults } = parseRates(values);
        for (const [field, message] of faults) form.setError(field, { message }, { shouldFocus: true });
        if (faults.length === 0) save.mutate({ orgSlug: org.slug, provider, model: name, rates });
      })}
    >
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        {PRICE_FIELDS.map((field) => (
          <Field
            key={field}
            label={RATE_LABELS[field]}
            description={`USD for ${rateUnit(field)}`}
            error={errors[field]?.message}
            isOptional={field !== "input"}
          >
            <Input
              {...form.register(field)}
              inputMode="decimal"
              autoComplete="off"
              placeholder={hintFor(field)}
            />
          </Field>
        ))}
      </div>
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={save.isPending}>
          Set price
        </Button>
      </DialogFooter>
    </form>
  );
}

/** What holds when a field is left empty. */
function hintFor(field: FormRate): string {
  if (field === "input" || field === "output") return "0.00";
  return field === "reasoning" ? "as output" : field === "thousandRequests" ? "none" : "as input";
}

function valuesOf({ price }: PricedModel): PriceValues {
  const text = (field: FormRate): string => shortPromptRate(price?.[field])?.toString() ?? "";
  return {
    input: text("input"),
    output: text("output"),
    cachedInput: text("cachedInput"),
    cacheWrite: text("cacheWrite"),
    reasoning: text("reasoning"),
    thousandRequests: text("thousandRequests"),
  };
}
