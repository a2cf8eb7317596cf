"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import type { Route } from "@/server/contracts/routes";
import { draftOf, type PromotionDraft, readDraft } from "./promotion-draft";

export interface PromotionDialogProps {
  route: Route;
  isOpen: boolean;
  onClose: () => void;
}

export function PromotionDialog({ route, isOpen, onClose }: PromotionDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        size="lg"
        title="Shadow and canary"
        description="How this route tries a model. Phases under way go on by the new rules."
      >
        <PromotionForm key={route.updatedAt.getTime()} route={route} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

type TextField = {
  [Name in keyof PromotionDraft]: PromotionDraft[Name] extends infer Kind
    ? string extends Kind
      ? Name
      : never
    : never;
}[keyof PromotionDraft];

const TEXT_FIELDS: readonly { name: TextField; label: string; description: string }[] = [
  {
    name: "shadowShare",
    label: "Requests a shadow is asked, %",
    description: "Drawn at random; each is paid for.",
  },
  { name: "shadowDailyUsd", label: "Shadows a day, USD", description: "For all of the route; UTC days." },
  { name: "canarySteps", label: "Steps of a canary, %", description: "Shares of the sessions, 1 to 50." },
  {
    name: "samplesMin",
    label: "Samples at least",
    description: "Compared answers, or sessions of each side.",
  },
  {
    name: "qualityMargin",
    label: "Quality may be worse by, %",
    description: "10 is one point of an NPS answer.",
  },
  { name: "errorMargin", label: "Failures may be more by, %", description: "Of all answers." },
  { name: "latencyIncreaseMax", label: "Slower by at most, %", description: "Empty is no limit." },
  { name: "costIncreaseMax", label: "Dearer by at most, %", description: "Empty is no limit." },
];

const AFTER_SHADOW = [
  { value: "ask", label: "Waits for a person" },
  { value: "canary", label: "Becomes a canary" },
] as const;
const AFTER_CANARY = [
  { value: "live", label: "Becomes live" },
  { value: "ask", label: "Waits for a person" },
] as const;
const AFTER_ROLLBACK = [
  { value: "shadow", label: "Goes back to shadow" },
  { value: "off", label: "Is switched off" },
] as const;

function PromotionForm({ route, onDone }: { route: Route; onDone: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(route.settings.promotion));
  const [errors, setErrors] = useState<ReturnType<typeof readDraft>["errors"]>({});
  const change = (over: Partial<PromotionDraft>) => setDraft({ ...draft, ...over });
  const save = useMutation(
    trpc.routes.update.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.promotion.get.queryFilter()),
          queryClient.invalidateQueries(trpc.routes.list.queryFilter()),
        ]);
        toast.success("Saved", { description: "Gateways follow within seconds." });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readDraft(draft);
    setErrors(read.errors);
    if (read.settings === null) return;
    const settings = { ...route.settings, promotion: read.settings };
    save.mutate({ orgSlug: org.slug, routeId: route.id, ifUpdatedAt: route.updatedAt, settings });
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-5">
      <div className="grid gap-4 sm:grid-cols-2">
        {TEXT_FIELDS.map(({ name, label, description }) => (
          <Field key={name} label={label} description={description} error={errors[name]}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          </Field>
        ))}
        <Field label="A model that passed in shadow">
          <Select
            options={AFTER_SHADOW}
            value={draft.afterShadow}
            onValueChange={(afterShadow) => change({ afterShadow })}
          />
        </Field>
        <Field label="A canary that passed its last step">
          <Select
            options={AFTER_CANARY}
            value={draft.afterCanary}
            onValueChange={(afterCanary) => change({ afterCanary })}
          />
        </Field>
        <Field label="A canary that is worse">
          <Select
            options={AFTER_ROLLBACK}
            value={draft.afterRollback}
            onValueChange={(afterRollback) => change({ afterRollback })}
          />
        </Field>
      </div>
      {save.isError && (
        <Callout tone="error" isLive>
          {shownError(save.error).message}
        </Callout>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={save.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
