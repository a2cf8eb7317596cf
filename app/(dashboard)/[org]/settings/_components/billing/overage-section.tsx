"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { type BillingView, SetOverageCapInput } from "@/server/contracts/billing";
import { PLANS } from "@/server/contracts/plans";
import { quotaOf } from "@/server/contracts/quota";

const MICROS = 1_000_000;

/** The most that requests past the included ones may cost in a month. */
export function OverageSection({ billing }: { billing: BillingView }) {
  const { may } = useConsole();
  const { overageBlock } = PLANS.pro;
  const cap = billing.overageCapMicroUsd;
  const { stopAt } = quotaOf(PLANS.pro, { overageCapMicroUsd: cap, isTrial: false });
  const now =
    cap === null
      ? "No cap is set: requests never stop, and each block that is begun is charged."
      : `At most ${formatCost(cap)} a month: requests stop at ${formatCount(stopAt)}.`;
  return (
    <Section
      title="Past the included requests"
      description={`${formatCost(overageBlock.microUsd)} for each ${formatCount(overageBlock.requests)} requests that are begun. ${now}`}
    >
      {may("billing:manage") ? (
        <CapForm key={cap} capMicroUsd={cap} />
      ) : (
        <p className="text-xs text-subtle">An owner can set the cap.</p>
      )}
    </Section>
  );
}

function CapForm({ capMicroUsd }: { capMicroUsd: number | null }) {
  const { org } = useConsole();
  const queryClient = useQueryClient();
  const form = useForm<SetOverageCapInput>({
    resolver: zodResolver(SetOverageCapInput, undefined, { raw: true }),
    defaultValues: { capMicroUsd },
  });
  const save = useMutation(
    useTRPC().billing.setOverageCap.mutationOptions({
      onSuccess: async () => {
        toast.success("The cap is saved");
        await queryClient.invalidateQueries();
      },
      onError: (error) => form.setError("capMicroUsd", { message: shownError(error).message }),
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-3"
      onSubmit={form.handleSubmit((values) =>
        save.mutateAsync({ orgSlug: org.slug, ...values }).catch(() => {}),
      )}
    >
      <Field
        label="Overage cap, US dollars a month"
        description="Leave it empty for no cap. It takes effect within seconds."
        error={form.formState.errors.capMicroUsd?.message}
        className="min-w-56 grow"
      >
        <Input
          {...form.register("capMicroUsd", { setValueAs: toMicros })}
          defaultValue={capMicroUsd === null ? "" : String(capMicroUsd / MICROS)}
          inputMode="decimal"
          autoComplete="off"
          placeholder="No cap"
        />
      </Field>
      <Button type="submit" className="mt-6.5" isLoading={save.isPending}>
        Save cap
      </Button>
    </form>
  );
}

function toMicros(text: unknown): unknown {
  if (typeof text !== "string") return text;
  if (text.trim() === "") return null;
  const usd = Number(text.trim().replace(/^\$/, ""));
  return Number.isNaN(usd) ? undefined : Math.round(usd * MICROS);
}
