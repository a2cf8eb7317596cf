import { InvitationTokenInput, type OpenedInvitation } from "@/server/contracts/members";
import { parseInput } from "@/server/core/parse-input";
import {
  findPersonByEmail,
  findPersonById,
  THROTTLES,
  throttle,
  type Visit,
} from "@/server/modules/identity";
import { findByToken, type LinkedInvitation } from "./invitation-links.queries";

/** What a link from an invitation's mail leads to. */
export async function openInvitation(visit: Visit, input: InvitationTokenInput): Promise<OpenedInvitation> {
  const { token } = parseInput(InvitationTokenInput, input);
  await throttle(visit.now, [THROTTLES.invitationByAddress, visit.address]);
  const invitation = await findByToken(token);
  const inviter = await findPersonById(invitation.invitedBy);
  return {
    state: stateOf(invitation, visit.now),
    organizationName: invitation.organization.name,
    email: invitation.email,
    role: invitation.role,
    invitedBy: inviter === null ? null : (inviter.name ?? inviter.email),
    hasAccount: (await findPersonByEmail(invitation.email)) !== null,
  };
}

export function stateOf(
  { acceptedAt, revokedAt, expiresAt }: Pick<LinkedInvitation, "acceptedAt" | "revokedAt" | "expiresAt">,
  now: Date,
): OpenedInvitation["state"] {
  if (acceptedAt !== null) return "accepted";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}
