import type { Metadata } from "next";
import { currentUser } from "@/server/auth/current-user";
import type { OpenedInvitation } from "@/server/contracts/members";
import { serverCaller } from "@/server/trpc/server-caller";
import { AuthTitle } from "../../_components/auth-title";
import { InvitationAnswer } from "./_components/invitation-answer";

export const metadata: Metadata = {
  title: "Invitation",
  robots: { index: false },
  // The address holds the link's token.
  referrer: "no-referrer",
};

const ENDED = {
  expired: "This invitation has run out",
  accepted: "This invitation was already used",
  revoked: "This invitation was withdrawn",
} as const;

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await openInvitation(token);
  const me = await currentUser();
  if (invitation === null)
    return (
      <AuthTitle title="No such invitation">
        The link is not complete, or a newer mail has replaced it. Ask whoever invited you to send it again.
      </AuthTitle>
    );
  const { state, organizationName, invitedBy, role } = invitation;
  if (state !== "open")
    return <AuthTitle title={ENDED[state]}>Ask {invitedBy ?? organizationName} for a new one.</AuthTitle>;
  return (
    <>
      <AuthTitle title={`Join ${organizationName}`}>
        {invitedBy ?? "Somebody"} invited {invitation.email} to work in {organizationName} as {role}.
      </AuthTitle>
      <InvitationAnswer token={token} invitation={invitation} signedInAs={me?.email ?? null} />
    </>
  );
}

async function openInvitation(token: string): Promise<OpenedInvitation | null> {
  // Unknown, or asked for too often: the page says the same.
  return (await serverCaller()).members.openInvitation({ token }).catch(() => null);
}
