import { useQuery } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import type { BudgetScope } from "@/server/contracts/budgets";

/** What a budget of this scope can be for; null where there is nothing to choose. */
export function useBudgetScopes(scope: BudgetScope): { value: string; label: string }[] | null {
  const { org } = useConsole();
  const trpc = useTRPC();
  const projects = useQuery(
    trpc.projects.list.queryOptions(
      { orgSlug: org.slug },
      { enabled: scope === "project" || scope === "end_user" },
    ),
  );
  const keys = useQuery(
    trpc.apiKeys.list.queryOptions({ orgSlug: org.slug }, { enabled: scope === "api_key" }),
  );
  if (scope === "organization") return null;
  if (scope !== "api_key")
    return (projects.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (keys.data?.items ?? [])
    .filter(({ status }) => status === "active")
    .map(({ id, name, lastFour }) => ({ value: id, label: `${name} (…${lastFour})` }));
}
