"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import type { Route } from "@/server/contracts/routes";

export function DeleteRouteDialog({ route, onClose }: { route: Route | null; onClose: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.routes.delete.mutationOptions({
      onSuccess: async () => {
        toast.success("Route deleted");
        router.push(`/${org.slug}/routes`);
        await queryClient.invalidateQueries(trpc.routes.list.queryFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={route !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Delete ${route?.name ?? "route"}?`}
      description="Requests that still name it get a 404 within five seconds. Its recorded requests stay."
      confirmLabel="Delete route"
      typedText={route?.slug}
      isPending={remove.isPending}
      error={remove.isError ? shownError(remove.error).message : undefined}
      onConfirm={() => {
        if (route !== null) remove.mutate({ orgSlug: org.slug, routeId: route.id });
      }}
    />
  );
}
