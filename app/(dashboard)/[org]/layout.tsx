import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleShell } from "@/app/_components/shell/console-shell";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { publicOrigin } from "@/server/auth/public-origin";

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ org: string }>;
}

export default async function ConsoleLayout({ children, params }: LayoutProps) {
  const { org: orgSlug } = await params;
  const { org, me, trpc, queryClient } = await openPage(orgSlug, "organization:read");
  await queryClient.prefetchQuery(trpc.onboarding.get.queryOptions({ orgSlug }));
  const origin = publicOrigin(new Headers(await headers()));
  return (
    <Hydrate queryClient={queryClient}>
      <ConsoleShell
        facts={{ org, organizations: me.organizations, person: { name: me.name, email: me.email }, origin }}
      >
        {children}
      </ConsoleShell>
    </Hydrate>
  );
}
