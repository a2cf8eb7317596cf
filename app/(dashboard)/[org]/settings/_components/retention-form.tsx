"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ReadOnlyNote } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { KEPT_DAYS_MIN, type Project } from "@/server/contracts/projects";

type Errors = Readonly<Record<string, string | undefined>>;

/** For how long a project keeps what it stores: less than the plan, never more. Shortening is asked about first. */
export function RetentionForm({ project }: { project: Project }) {
  const { org, may } = useConsole();
  const plan = usePlan();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [bodies, setBodies] = useState(project.bodyDays?.toString() ?? "");
  const [metadata, setMetadata] = useState(project.metadataDays?.toString() ?? "");
  const [isAsking, setIsAsking] = useState(false);
  const update = useMutation(
    trpc.projects.update.mutationOptions({
      onSuccess: async () => {
        setIsAsking(false);
        await queryClient.invalidateQueries(trpc.projects.list.queryFilter());
        toast.success("Saved", { description: "What is older is deleted within the hour." });
      },
      onError: () => setIsAsking(false),
    }),
  );
  const errors: Errors = update.isError ? shownError(update.error).fieldErrors : {};
  const wanted = { bodyDays: daysOf(bodies), metadataDays: daysOf(metadata) };
  const save = () => update.mutate({ orgSlug: org.slug, projectId: project.id, ...wanted });
  const most = plan?.retentionDays;
  const isShorter =
    isLess(wanted.bodyDays, project.bodyDays ?? most?.bodies) ||
    isLess(wanted.metadataDays, project.metadataDays ?? most?.metadata);
  const isReadOnly = !may("project:manage");
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isShorter) setIsAsking(true);
        else save();
      }}
    >
      <div className="grid max-w-160 gap-4 sm:grid-cols-2">
        <Field
          label="What was said, days"
          isOptional
          isDisabled={isReadOnly}
          error={errors.bodyDays}
          description={limits(KEPT_DAYS_MIN.bodies, most?.bodies)}
        >
          <DaysInput value={bodies} onChange={setBodies} placeholder={most?.bodies} />
        </Field>
        <Field
          label="Everything else, days"
          isOptional
          isDisabled={isReadOnly}
          error={errors.metadataDays}
          description={limits(KEPT_DAYS_MIN.metadata, most?.metadata)}
        >
          <DaysInput value={metadata} onChange={setMetadata} placeholder={most?.metadata} />
        </Field>
      </div>
      {update.isError && errors.bodyDays === undefined && errors.metadataDays === undefined && (
        <Callout tone="error" isLive>
          {shownError(update.error).message}
        </Callout>
      )}
      {isReadOnly ? (
        <ReadOnlyNote />
      ) : (
        <Button type="submit" isLoading={update.isPending && !isAsking}>
          Save days
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Keep the requests of ${project.name} for less long?`}
        description="What is older than that is deleted within the hour, with the sessions and counters made of it. It cannot be brought back. Answers of end users, usage and the audit log stay."
        confirmLabel="Keep for less long"
        isPending={update.isPending}
        onConfirm={save}
      />
    </form>
  );
}

interface DaysInputProps {
  value: string;
  onChange: (value: string) => void;
  placeholder: number | undefined;
}

function DaysInput({ value, onChange, placeholder }: DaysInputProps) {
  return (
    <Input
      type="number"
      step="1"
      inputMode="numeric"
      placeholder={placeholder?.toString()}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const limits = (min: number, max: number | undefined): string =>
  max === undefined
    ? "Empty: as long as your plan says."
    : `${min} to ${max}. Empty: as long as your plan says.`;

const daysOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

const isLess = (wanted: number | null, before: number | undefined): boolean =>
  wanted !== null && before !== undefined && wanted < before;
