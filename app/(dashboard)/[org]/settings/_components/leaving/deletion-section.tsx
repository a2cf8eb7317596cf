"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { DELETE_EVERYTHING, DELETION_DAYS, type LeavingView } from "@/server/contracts/leaving";

export function DeletionSection({ leaving: { deletion } }: { leaving: LeavingView }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const scope = { orgSlug: org.slug };
  const request = useMutation(
    trpc.leaving.requestDeletion.mutationOptions({
      onSuccess: async () => {
        setIsAsking(false);
        await queryClient.invalidateQueries();
      },
    }),
  );
  const undo = useMutation(
    trpc.leaving.undoDeletion.mutationOptions({
      onSuccess: async () => {
        toast.success("The organisation stays");
        await queryClient.invalidateQueries();
      },
      onError: (error) => toast.error("Nothing was taken back", { description: shownError(error).message }),
    }),
  );
  return (
    <Section
      title="Delete the organisation"
      description={`Everything of ${org.name} is deleted ${DELETION_DAYS} days after you ask for it, and paid plans end then. Owners get a receipt by mail. People keep their own sign-in.`}
      actions={
        deletion === null && (
          <Button size="sm" variant="danger" onClick={() => setIsAsking(true)}>
            Delete…
          </Button>
        )
      }
    >
      {deletion !== null && (
        <Callout tone="error">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span>
              {deletion.actorLabel} asked for it. Everything goes on until{" "}
              {deletion.dueAt.toLocaleString("en-GB", {
                dateStyle: "long",
                timeStyle: "short",
                timeZone: "UTC",
              })}{" "}
              (UTC).
            </span>
            <Button size="sm" isLoading={undo.isPending} onClick={() => undo.mutate(scope)}>
              Take it back
            </Button>
          </div>
        </Callout>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          request.reset();
          setIsAsking(isOpen);
        }}
        title={`Delete ${org.name}?`}
        description={`Projects, keys, requests, scores, settings, members and the audit log: all of it goes in ${DELETION_DAYS} days, from every store. Until then an owner can take it back; after that nobody can.`}
        confirmLabel="Delete the organisation"
        typedText={DELETE_EVERYTHING}
        isPending={request.isPending}
        error={request.isError ? shownError(request.error).message : undefined}
        onConfirm={() => request.mutate({ ...scope, confirm: DELETE_EVERYTHING })}
      />
    </Section>
  );
}
