"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import type { RemoteDetector } from "@/server/contracts/remote-detector";

export interface DetectorActionsProps {
  detector: RemoteDetector;
  onSecret: (secret: string) => void;
}

/** A new secret for a webhook, and the end of it all. */
export function DetectorActions({ detector, onSecret }: DetectorActionsProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<"rotate" | "remove" | null>(null);
  const done = async (): Promise<void> => {
    setAsking(null);
    await queryClient.invalidateQueries(trpc.remoteDetectors.get.queryFilter());
  };
  const rotate = useMutation(
    trpc.remoteDetectors.rotateSecret.mutationOptions({
      onSuccess: async ({ secret }) => {
        if (secret !== null) onSecret(secret);
        await done();
      },
    }),
  );
  const remove = useMutation(
    trpc.remoteDetectors.remove.mutationOptions({
      onSuccess: async () => {
        toast.success("Detector removed", { description: "No text is sent to it any more." });
        await done();
      },
    }),
  );
  if (!may("firewall:manage")) return null;
  const target = { orgSlug: org.slug, projectId: detector.projectId };
  const active = asking === "rotate" ? rotate : remove;
  return (
    <>
      {detector.lastFour !== null && (
        <Button size="sm" onClick={() => setAsking("rotate")}>
          New secret…
        </Button>
      )}
      <Button size="sm" variant="danger" onClick={() => setAsking("remove")}>
        Remove…
      </Button>
      <ConfirmDialog
        isOpen={asking !== null}
        onOpenChange={(isOpen) => {
          active.reset();
          if (!isOpen) setAsking(null);
        }}
        title={asking === "rotate" ? "Make a new signing secret?" : "Remove this detector?"}
        description={
          asking === "rotate"
            ? `Calls are signed with the new secret at once; the one ending in ${detector.lastFour} is gone. In Block, calls that your server refuses count as without a verdict.`
            : "Requests go on without being looked at by it. Its settings and its secret are deleted."
        }
        confirmLabel={asking === "rotate" ? "Make secret" : "Remove detector"}
        isPending={active.isPending}
        error={active.isError ? shownError(active.error).message : undefined}
        onConfirm={() => active.mutate(target)}
      />
    </>
  );
}
