import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { currentUser } from "@/server/auth/current-user";
import type { OrganizationMembership } from "@/server/contracts/identity";
import { type Action, can } from "@/server/contracts/permissions";
import { type AppRouter, appRouter } from "@/server/trpc/root";
import { pageContext, serverCaller } from "@/server/trpc/server-caller";
import { makeQueryClient } from "../trpc/query-client";

export interface OpenPage {
  org: OrganizationMembership;
  me: { name: string | null; email: string; organizations: OrganizationMembership[] };
  /** Query options that call the procedures directly, with the same keys as in the browser. */
  trpc: TRPCOptionsProxy<AppRouter>;
  /** Fill with `prefetchQuery`, then give to `Hydrate`. */
  queryClient: QueryClient;
}

/** First line of every console page: who looks at which organisation, or the way to sign in, or a 404. */
export async function openPage(orgSlug: string, action: Action): Promise<OpenPage> {
  if ((await currentUser()) === null) {
    const path = (await headers()).get("x-floopy-path") ?? `/${orgSlug}`;
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  const me = await (await serverCaller()).identity.me();
  const org = me.organizations.find((membership) => membership.slug === orgSlug);
  if (org === undefined || !can({ kind: "user", role: org.role }, action)) notFound();
  if (org.needsTwoFactor) redirect(`/two-factor/set-up?callbackUrl=${encodeURIComponent(`/${orgSlug}`)}`);
  const queryClient = makeQueryClient();
  const trpc = createTRPCOptionsProxy({ ctx: pageContext, router: appRouter, queryClient });
  return { org, me, trpc, queryClient };
}
