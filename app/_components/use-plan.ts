"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import { PLANS, type Plan } from "@/server/contracts/plans";
import { useConsole } from "./shell/console-context";

/** The organisation's plan; undefined until it is known. For showing or hiding; the server checks again. */
export function usePlan(): Plan | undefined {
  const { org } = useConsole();
  const { data } = useQuery(useTRPC().organizations.get.queryOptions({ orgSlug: org.slug }));
  return data && PLANS[data.planId];
}
