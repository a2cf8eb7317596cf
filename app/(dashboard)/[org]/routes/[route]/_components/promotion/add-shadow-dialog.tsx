"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Callout } from "@/app/_ui/callout";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { toast } from "@/app/_ui/toast";
import { ModelPicker } from "../model-picker";

export interface AddShadowDialogProps {
  routeId: string;
  /** Models that the route has already. */
  taken: readonly { provider: string; model: string }[];
  isOpen: boolean;
  onClose: () => void;
}

/** A model that the route does not have yet, to be tried before any user gets it. */
export function AddShadowDialog({ routeId, taken, isOpen, onClose }: AddShadowDialogProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const models = useQuery(trpc.routes.models.queryOptions({ orgSlug: org.slug }));
  const add = useMutation(
    trpc.promotion.addShadow.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.promotion.get.queryFilter()),
          queryClient.invalidateQueries(trpc.routes.list.queryFilter()),
        ]);
        toast.success("It is in shadow", { description: "Asked beside the live models, shown to nobody." });
        onClose();
      },
    }),
  );
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Try a model in shadow"
        description="It is asked a share of the route’s requests after users have their answers. They never see what it says."
      >
        <ModelPicker
          label="Find a model to try"
          models={models.data?.items ?? []}
          taken={taken}
          onPick={(model) => add.mutate({ orgSlug: org.slug, routeId, ...model })}
        />
        {add.isError && (
          <Callout tone="error" isLive className="mt-4">
            {shownError(add.error).message}
          </Callout>
        )}
      </DialogContent>
    </Dialog>
  );
}
