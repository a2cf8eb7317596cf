"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { toast } from "@/app/_ui/toast";
import type { LoginSessionOutput } from "@/server/contracts/identity";
import { browserName } from "./browser-name";
import { EmailSection } from "./email-section";
import { PasswordSection } from "./password-section";
import { TwoFactorSection } from "./two-factor-section";

/** The person's own account, the same in each of their organisations. */
export function AccountSettings() {
  const account = useQuery(useTRPC().identity.account.queryOptions());
  return (
    <div className="space-y-10">
      {account.data !== undefined ? (
        <>
          <EmailSection account={account.data} />
          <PasswordSection account={account.data} />
          <TwoFactorSection />
        </>
      ) : account.isError ? (
        <QueryError query={account} title="Your account could not be loaded" />
      ) : (
        <Loading className="space-y-6">
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-16 w-full" />
        </Loading>
      )}
      <SessionsSection />
    </div>
  );
}

function SessionsSection() {
  const trpc = useTRPC();
  const [isAsking, setIsAsking] = useState(false);
  const sessions = useQuery(trpc.identity.listSessions.queryOptions());
  const everywhere = useMutation(
    trpc.identity.signOutEverywhere.mutationOptions({
      onSuccess: () => void signOut({ callbackUrl: "/sign-in" }),
    }),
  );
  return (
    <Section
      title="Where you are signed in"
      description="Ending a session takes effect at once."
      actions={
        <Button size="sm" onClick={() => setIsAsking(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <Card>
        {sessions.data !== undefined ? (
          <ul className="divide-y divide-subtle">
            {sessions.data.items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        ) : sessions.isError ? (
          <QueryError query={sessions} title="Your sessions could not be loaded" />
        ) : (
          <Loading className="space-y-4 p-4">
            <Skeleton className="w-64" />
          </Loading>
        )}
      </Card>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Sign out everywhere?"
        description="Every session ends, this one too. API keys are not affected."
        confirmLabel="Sign out everywhere"
        isPending={everywhere.isPending}
        error={everywhere.isError ? shownError(everywhere.error).message : undefined}
        onConfirm={() => everywhere.mutate()}
      />
    </Section>
  );
}

function SessionRow({ session }: { session: LoginSessionOutput }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const end = useMutation(
    trpc.identity.revokeSession.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.identity.listSessions.queryFilter()),
      onError: (error) =>
        toast.error("That session was not ended", { description: shownError(error).message }),
    }),
  );
  const name = browserName(session.userAgent);
  return (
    <li className="flex min-h-13 items-center gap-3 px-4 py-2">
      <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-subtle" strokeWidth={1.75} />
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2 text-sm text-emphasis">
          <span className="truncate">{name}</span>
          {session.isCurrent && <Badge tone="success">This one</Badge>}
        </p>
        <p className="text-xs text-subtle">
          Seen <RelativeTime date={session.lastSeenAt} /> · signed in{" "}
          <RelativeTime date={session.createdAt} />
        </p>
      </div>
      {!session.isCurrent && (
        <Button
          size="sm"
          aria-label={`End the session on ${name}`}
          isLoading={end.isPending}
          onClick={() => end.mutate({ loginSessionId: session.id })}
        >
          End
        </Button>
      )}
    </li>
  );
}
