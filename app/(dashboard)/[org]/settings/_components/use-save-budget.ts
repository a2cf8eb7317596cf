import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { toast } from "@/app/_ui/toast";
import type { SetBudgetInput } from "@/server/contracts/budgets";

export function useSaveBudget(form: UseFormReturn<SetBudgetInput>, onDone: () => void) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const finish = async (title: string) => {
    await queryClient.invalidateQueries(trpc.budgets.usage.queryFilter());
    toast.success(title);
    onDone();
  };
  const onError = (error: unknown) => showServerError(form, ["scopeId", "limitMicroUsd"], error);
  const set = useMutation(
    trpc.budgets.set.mutationOptions({ onSuccess: () => finish("Budget set"), onError }),
  );
  const remove = useMutation(
    trpc.budgets.delete.mutationOptions({ onSuccess: () => finish("Budget deleted"), onError }),
  );
  return {
    /** Resolves when it is over, either way: the form shows what went wrong. */
    save: (values: SetBudgetInput) =>
      set.mutateAsync({ ...values, orgSlug: org.slug }).then(
        () => {},
        () => {},
      ),
    remove: {
      isPending: remove.isPending,
      mutate: (budgetId: string) => remove.mutate({ orgSlug: org.slug, budgetId }),
    },
  };
}
