"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import type { Rating } from "@/server/contracts/ratings";
import { useConsole } from "../shell/console-context";
import { RatingScale, type RatingValue } from "./rating-scale";

export interface RatingFormProps {
  requestId: string;
  /** What this person said before. */
  own: Rating | null;
  submitLabel: string;
  onSaved?: () => void;
  /** Beside the button. */
  children?: ReactNode;
}

export function RatingForm({ requestId, own, submitLabel, onSaved, children }: RatingFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [value, setValue] = useState<RatingValue | null>(chosenBefore(own));
  const [isMissing, setMissing] = useState(false);
  const rate = useMutation(
    trpc.evaluations.rate.mutationOptions({
      onSuccess: async () => {
        toast.success("Rating saved", { description: "Your routes learn from it within a minute." });
        onSaved?.();
        await queryClient.invalidateQueries(trpc.evaluations.verdicts.queryFilter());
      },
      onError: (error) => toast.error("That was not saved", { description: shownError(error).message }),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (value === null) {
      setMissing(true);
      form.current?.querySelector<HTMLElement>("[role=radio]")?.focus();
      return;
    }
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim() || null;
    rate.mutate({
      orgSlug: org.slug,
      requestId,
      value: value === "good" || value === "bad" ? { isGood: value === "good" } : { stars: Number(value) },
      note: text("note"),
      correction: text("correction"),
    });
  };
  return (
    <form ref={form} onSubmit={submit} className="space-y-4">
      <div>
        <RatingScale
          value={value}
          onValueChange={(next) => {
            setValue(next);
            setMissing(false);
          }}
        />
        {isMissing && (
          <p role="alert" className="mt-1.5 text-xs text-error">
            Choose a thumb or a number first.
          </p>
        )}
      </div>
      <Field label="Note" isOptional description="For your team.">
        <Textarea name="note" rows={2} maxLength={2_000} defaultValue={own?.note ?? ""} />
      </Field>
      <Field
        label="What the answer should have been"
        isOptional
        description="Personal data and secrets are replaced before either is stored."
      >
        <Textarea name="correction" rows={3} maxLength={20_000} defaultValue={own?.correction ?? ""} />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" isLoading={rate.isPending}>
          {submitLabel}
        </Button>
        {children}
      </div>
    </form>
  );
}

function chosenBefore(own: Rating | null): RatingValue | null {
  if (own === null) return null;
  if (own.stars === null) return own.score === 1 ? "good" : "bad";
  return STARS[own.stars - 1] ?? null;
}

const STARS = ["1", "2", "3", "4", "5"] as const;
