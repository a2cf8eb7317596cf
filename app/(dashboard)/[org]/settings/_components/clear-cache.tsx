"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { toast } from "@/app/_ui/toast";
import type { Project } from "@/server/contracts/projects";

export function ClearCache({ project, clearedAt }: { project: Project; clearedAt: Date | null }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const clear = useMutation(
    trpc.responseCache.clear.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.responseCache.get.queryFilter());
        toast.success("The cache is cleared", { description: "Every gateway drops it within five seconds." });
        setIsAsking(false);
      },
    }),
  );
  if (!may("project:manage")) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-default pt-5">
      <p className="text-sm text-muted">
        {clearedAt === null ? (
          "The cache has never been cleared."
        ) : (
          <>
            Last cleared <RelativeTime date={clearedAt} />.
          </>
        )}
      </p>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        Clear cache…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          clear.reset();
          setIsAsking(isOpen);
        }}
        title={`Clear the cache of ${project.name}?`}
        description="Every cached answer of this project is dropped. Requests call their providers again and cost what they cost. This cannot be undone."
        confirmLabel="Clear cache"
        isPending={clear.isPending}
        error={clear.isError ? shownError(clear.error).message : undefined}
        onConfirm={() => clear.mutate({ orgSlug: org.slug, projectId: project.id })}
      />
    </div>
  );
}
