"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { END_USER_ID_LENGTH_MAX } from "@/server/contracts/erasure";
import type { Project } from "@/server/contracts/projects";
import { settingsSearchParams } from "../search-params";
import { ErasureList } from "./erasure-list";
import { erasedInWords } from "./erasure-texts";
import { useEndUserExport } from "./use-end-user-export";

/** Forgetting one end user of a project, and the receipts of those who were forgotten. */
export function ErasureSection({ project, projects }: { project: Project; projects: readonly Project[] }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [wished] = useQueryState("endUser", settingsSearchParams.endUser);
  const [endUserId, setEndUserId] = useState(wished ?? "");
  const [isAsking, setIsAsking] = useState(false);
  const erase = useMutation(
    trpc.erasure.eraseEndUser.mutationOptions({
      onSuccess: async ({ deleted }) => {
        toast.success("The end user is erased", { description: erasedInWords(deleted) });
        setIsAsking(false);
        setEndUserId("");
        await queryClient.invalidateQueries();
      },
    }),
  );
  const exported = useEndUserExport(project.id);
  if (!may("data:erase")) return null;
  const id = endUserId.trim();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (id !== "") setIsAsking(true);
  };
  return (
    <Section
      id="erase"
      title="Export or erase an end user"
      description={
        <>
          What the project <b className="text-emphasis">{project.name}</b> has of one of your users: requests,
          conversations, answers, feedback, ratings and scores. Exporting gives it to you as a file for them,
          without anybody else’s data; erasing deletes it with what routes learned of it. By API:{" "}
          <code className="font-mono text-xs">DELETE /v1/end-users/&#123;id&#125;</code>.
        </>
      }
    >
      <form onSubmit={ask} className="flex flex-wrap items-end gap-3">
        <Field
          label="End-user id"
          description="As your application sends it in floopy-user-id."
          className="min-w-56 grow"
        >
          <Input
            value={endUserId}
            onValueChange={setEndUserId}
            maxLength={END_USER_ID_LENGTH_MAX}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <Button
          disabled={id === ""}
          isLoading={exported.isLoading}
          className="mb-5.5"
          onClick={() => exported.onExport(id)}
        >
          Export
        </Button>
        <Button type="submit" variant="danger" disabled={id === ""} className="mb-5.5">
          Erase…
        </Button>
      </form>
      <ErasureList projects={projects} />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          erase.reset();
          setIsAsking(isOpen);
        }}
        title="Erase this end user?"
        description="Everything of theirs in this project is deleted, and the project’s cached answers are dropped. Counts of usage and spend stay. This cannot be undone."
        confirmLabel="Erase"
        typedText={id}
        isPending={erase.isPending}
        error={erase.isError ? shownError(erase.error).message : undefined}
        onConfirm={() => erase.mutate({ orgSlug: org.slug, projectId: project.id, endUserId: id })}
      />
    </Section>
  );
}
