import { InvitationTokenInput, type JoinedOutput } from "@/server/contracts/members";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { THROTTLES, throttle, type Visit } from "@/server/modules/identity";
import { findByToken } from "./invitation-links.queries";
import { joinOrganization } from "./join-organization";

interface SignedIn {
  userId: string;
  email: string;
  name: string | null;
}

/** Joins with the account that is signed in. An invitation for another address is not found. */
export async function acceptInvitation(
  visit: Visit,
  { userId, email, name }: SignedIn,
  input: InvitationTokenInput,
): Promise<JoinedOutput> {
  const { token } = parseInput(InvitationTokenInput, input);
  await throttle(visit.now, [THROTTLES.invitationByAddress, visit.address]);
  const invitation = await findByToken(token);
  if (invitation.email !== email.toLowerCase()) throw notFound("invitation");
  const person = { userId, label: name ?? email };
  await withTenant(invitation, (tx) => joinOrganization(tx, visit, { invitation, person }));
  return { orgSlug: invitation.organization.slug, email };
}
