"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import { entitled, type Feature } from "@/server/contracts/plans";
import { useConsole } from "./shell/console-context";

/** Whether the organisation’s plan has the feature; null while that is not known. The server checks again. */
export function useEntitled(feature: Feature): boolean | null {
  const { org } = useConsole();
  const organization = useQuery(useTRPC().organizations.get.queryOptions({ orgSlug: org.slug }));
  return organization.data === undefined ? null : entitled(organization.data.planId, feature);
}
