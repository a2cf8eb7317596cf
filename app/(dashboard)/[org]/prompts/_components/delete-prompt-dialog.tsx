import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import type { PromptView } from "@/server/contracts/prompts";

export function DeletePromptDialog({ prompt, onClose }: { prompt: PromptView | null; onClose: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.prompts.delete.mutationOptions({
      onSuccess: async () => {
        toast.success("Prompt deleted");
        router.push(`/${org.slug}/prompts`);
        await queryClient.invalidateQueries(trpc.prompts.list.queryFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={prompt !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete ${prompt?.name ?? "prompt"}?`}
      description="All its versions are gone for good, and requests that still name it get a 404 within seconds. Recorded requests stay."
      confirmLabel="Delete prompt"
      typedText={prompt?.slug}
      isPending={remove.isPending}
      error={remove.isError ? shownError(remove.error).message : undefined}
      onConfirm={() => prompt !== null && remove.mutate({ orgSlug: org.slug, promptId: prompt.id })}
    />
  );
}
