import { type JoinedOutput, JoinWithPasswordInput } from "@/server/contracts/members";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { hashPassword, THROTTLES, throttle, type Visit } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { isSsoRequired } from "@/server/modules/sso";
import { findByToken } from "./invitation-links.queries";
import { joinOrganization, usedUp } from "./join-organization";
import { stateOf } from "./open-invitation";

const ssoRequired = (): AppError =>
  new AppError("conflict", "the address signs in by single sign-on", {
    userMessage:
      "Your organisation signs in with single sign-on. Sign in that way first, then open this link again.",
  });

/** A new account for the invited address, which the link has proved; it has no organisation of its own. */
export async function joinWithPassword(visit: Visit, input: JoinWithPasswordInput): Promise<JoinedOutput> {
  const { token, name, password } = parseInput(JoinWithPasswordInput, input);
  await throttle(visit.now, [THROTTLES.signUpByAddress, visit.address]);
  const invitation = await findByToken(token);
  if (stateOf(invitation, visit.now) !== "open") throw usedUp();
  const { email, organization } = invitation;
  if (await isSsoRequired(email)) throw ssoRequired();
  const passwordHash = await hashPassword(password);
  const userId = newId("usr");
  try {
    await withTenant(invitation, async (tx) => {
      // Before the address is taken, as a directory that brings the same person does: two that wait for each other
      // would both be lost.
      await lockOrganization(tx, invitation);
      const data = { id: userId, email, name, passwordHash, emailVerifiedAt: visit.now };
      await tx.user.create({ data, select: { id: true } });
      await joinOrganization(tx, visit, { invitation, person: { userId, label: name } });
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    throw new AppError("conflict", "invitation of a known e-mail", {
      userMessage: "There is already an account with this e-mail. Sign in to accept the invitation.",
      cause: thrown,
    });
  }
  return { orgSlug: organization.slug, email };
}
