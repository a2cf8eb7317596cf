"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { FormEnd } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { UpgradePrompt } from "@/app/_components/upgrade-prompt";
import { useEntitled } from "@/app/_components/use-entitled";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { RadioCards } from "@/app/_ui/radio-cards";
import { toast } from "@/app/_ui/toast";
import type { CacheMode, CacheSettings } from "@/server/contracts/response-cache";
import {
  type CacheFormInput,
  type CacheFormOutput,
  CacheFormValues,
  toFormValues,
  toSettings,
} from "./cache-form-values";
import { CacheSwitches } from "./cache-switches";

const MODES: readonly { value: CacheMode; label: string; description: string }[] = [
  { value: "off", label: "Off", description: "Nothing is cached, unless a request asks for it." },
  {
    value: "exact",
    label: "Same request",
    description: "A request that is equal in every parameter gets the answer that the first one got.",
  },
  {
    value: "semantic",
    label: "Like questions",
    description:
      "Also a question in other words, after the same conversation. Never where tools or images are involved.",
  },
];

export interface CacheFormProps {
  settings: CacheSettings;
  /** The project keeps the text of its requests, so caching an answer is nothing new. */
  storesText: boolean;
}

export function CacheForm({ settings, storesText }: CacheFormProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<CacheFormInput, unknown, CacheFormOutput>({
    resolver: zodResolver(CacheFormValues),
    defaultValues: toFormValues(settings),
  });
  const update = useMutation(
    trpc.responseCache.update.mutationOptions({
      onSuccess: async (saved) => {
        toast.success("Saved", { description: "New requests follow it within five seconds." });
        form.reset(toFormValues(saved));
        await queryClient.invalidateQueries(trpc.responseCache.get.queryFilter());
      },
      onError: (error) => showServerError(form, ["embeddingModel"], error),
    }),
  );
  const { errors } = form.formState;
  const isReadOnly = !may("project:manage");
  const isSemantic = form.watch("mode") === "semantic";
  const isInPlan = useEntitled("semantic_cache");
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={form.handleSubmit((values) =>
        update.mutate({ orgSlug: org.slug, projectId: settings.projectId, ...toSettings(values) }),
      )}
    >
      <Controller
        control={form.control}
        name="mode"
        render={({ field }) => (
          <RadioCards
            label="What is answered from the cache"
            options={MODES}
            value={field.value}
            onValueChange={field.onChange}
            isDisabled={isReadOnly}
          />
        )}
      />
      {isSemantic && isInPlan === false && <UpgradePrompt feature="semantic_cache" />}
      {isSemantic && (
        <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <Field
            label="Embedding model"
            description="Yours, with your provider key. sandbox/embed works without one."
            error={errors.embeddingModel?.message}
            isDisabled={isReadOnly}
          >
            <Input
              {...form.register("embeddingModel")}
              isMono
              autoComplete="off"
              spellCheck={false}
              placeholder="openai/text-embedding-3-small"
            />
          </Field>
          <Field
            label="Least similarity"
            description="1 is the same direction."
            error={errors.similarityMin?.message}
            isDisabled={isReadOnly}
          >
            <Input {...form.register("similarityMin")} type="number" step="0.01" inputMode="decimal" />
          </Field>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Keep answers for, hours"
          description="Up to 720. A request may say otherwise."
          error={errors.ttlHours?.message}
          isDisabled={isReadOnly}
        >
          <Input {...form.register("ttlHours")} type="number" step="any" inputMode="decimal" />
        </Field>
        <Field
          label="Largest answer, KiB"
          description="Longer ones are not kept."
          error={errors.entryKib?.message}
          isDisabled={isReadOnly}
        >
          <Input {...form.register("entryKib")} type="number" step="1" inputMode="numeric" />
        </Field>
      </div>
      <CacheSwitches
        control={form.control}
        isReadOnly={isReadOnly}
        showsUnstored={!storesText || settings.keepsUnstored}
      />
      <FormEnd errors={errors} isReadOnly={isReadOnly} isSaving={update.isPending} />
    </form>
  );
}
