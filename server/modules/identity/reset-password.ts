import { ResetPasswordInput } from "@/server/contracts/identity";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { noSuchLink, takeLink } from "./account-links";
import { endAllLogins } from "./login-sessions";
import { hashPassword } from "./password";
import { dropFactors } from "./people";
import { sendNotice } from "./send-notice";
import type { Visit } from "./sign-up";
import { THROTTLES, throttle } from "./throttle";

/**
 * Sets a new password by a link from a mail and signs the person out everywhere. It signs nobody in: a second factor
 * is asked for at the next sign-in as ever.
 */
export async function resetPassword(visit: Visit, input: ResetPasswordInput): Promise<void> {
  const { token, password } = parseInput(ResetPasswordInput, input);
  await throttle(visit.now, [THROTTLES.resetByAddress, visit.address]);
  const passwordHash = await hashPassword(password);
  const { userId, email } = await appDb().$transaction(async (tx) => {
    const link = await takeLink(tx, "reset", token, visit.now);
    // The first proof of the address: a factor from before it may be that of whoever signed up with it.
    const { count } = await tx.user.updateMany({
      where: { id: link.userId, email: link.email, emailVerifiedAt: null },
      data: { emailVerifiedAt: visit.now },
    });
    if (count > 0) await dropFactors(tx, link.userId);
    const mine = { id: link.userId, email: link.email };
    // Not by a link to an address that the account has left: who reads that mailbox may be why it was left.
    if ((await tx.user.updateMany({ where: mine, data: { passwordHash } })).count === 0) throw noSuchLink();
    return link;
  });
  await endAllLogins(userId, visit.now);
  await sendNotice(email, {
    heading: "Your password was changed",
    paragraphs: ["You were signed out everywhere. Sign in with the new password."],
  });
}
