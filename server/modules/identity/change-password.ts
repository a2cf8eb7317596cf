import { ChangePasswordInput } from "@/server/contracts/identity";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { endOtherLogins } from "./login-sessions";
import { hashPassword } from "./password";
import { type ProvenPerson, proveAgain } from "./prove-again";
import { sendNotice } from "./send-notice";

/** A new password, or the first one; every other browser is signed out. */
export async function changePassword(
  person: ProvenPerson,
  input: ChangePasswordInput,
  now: Date,
): Promise<void> {
  const { currentPassword, password } = parseInput(ChangePasswordInput, input);
  await proveAgain(person, currentPassword, now);
  const passwordHash = await hashPassword(password);
  const { userId, email, loginSessionId } = person;
  await appDb().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
    // A link that was asked for with the old password in mind.
    await tx.verificationToken.deleteMany({ where: { identifier: { startsWith: `reset|${userId}|` } } });
  });
  await endOtherLogins(userId, loginSessionId, now);
  await sendNotice(email, {
    heading: "Your password was changed",
    paragraphs: ["Every other browser was signed out."],
  });
}
