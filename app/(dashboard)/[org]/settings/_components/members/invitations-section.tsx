"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { Invitation } from "@/server/contracts/members";
import { mayGrant } from "@/server/contracts/permissions";
import { ROLE_LABELS } from "./role-texts";

export function InvitationsSection({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <Section title="Invitations" description="Sent, and not accepted yet.">
      <Card className="divide-y divide-subtle">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </Card>
    </Section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { org, may } = useConsole();
  const { email, role, isExpired, sentAt, expiresAt } = invitation;
  const { resend, revoke } = useInvitationActions(invitation);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5 text-sm">
      <div className="min-w-0 grow">
        <p className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 truncate text-emphasis">{email}</span>
          <Badge>{ROLE_LABELS[role]}</Badge>
        </p>
        <p className="text-xs text-subtle">
          Sent <RelativeTime date={sentAt} /> ·{" "}
          {isExpired ? <span className="text-warning">has run out</span> : "runs out "}
          {!isExpired && <RelativeTime date={expiresAt} />}
        </p>
      </div>
      {may("member:manage") && mayGrant(org.role, role) && (
        <>
          <Button
            size="sm"
            aria-label={`Send the invitation to ${email} again`}
            isLoading={resend.isPending}
            onClick={resend.start}
          >
            Send again
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Withdraw the invitation to ${email}`}
            isLoading={revoke.isPending}
            onClick={revoke.start}
          >
            Withdraw
          </Button>
        </>
      )}
    </div>
  );
}

function useInvitationActions({ id, email }: Invitation) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const input = { orgSlug: org.slug, invitationId: id };
  const onSuccess = async (title: string) => {
    await queryClient.invalidateQueries(trpc.members.list.queryFilter());
    toast.success(title);
  };
  const onError = (error: unknown) =>
    toast.error("That did not work", { description: shownError(error).message });
  const resend = useMutation(
    trpc.members.resendInvitation.mutationOptions({
      onSuccess: () => onSuccess(`The mail to ${email} is on its way, with a new link`),
      onError,
    }),
  );
  const revoke = useMutation(
    trpc.members.revokeInvitation.mutationOptions({
      onSuccess: () => onSuccess(`The invitation to ${email} is withdrawn`),
      onError,
    }),
  );
  return {
    resend: { start: () => resend.mutate(input), isPending: resend.isPending },
    revoke: { start: () => revoke.mutate(input), isPending: revoke.isPending },
  };
}
