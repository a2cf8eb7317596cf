import { type RecoveryCodesOutput, TwoFactorCodeInput } from "@/server/contracts/two-factor";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import {
  endOtherLogins,
  type ProvenPerson,
  sendNotice,
  THROTTLES,
  throttle,
} from "@/server/modules/identity";
import { takeStep, wrongCode } from "./check-code";
import { openFactor } from "./factor-secret";
import { replaceRecoveryCodes } from "./recovery-codes";
import { stepOfCode } from "./totp";

/** Turns it on once the app shows a right code, and signs every other browser out: they never showed one. */
export async function confirmTwoFactor(
  { userId, email, loginSessionId }: ProvenPerson,
  input: TwoFactorCodeInput,
  now: Date,
): Promise<RecoveryCodesOutput> {
  const { code } = parseInput(TwoFactorCodeInput, input);
  await throttle(now, [THROTTLES.codeByPerson, userId]);
  const recoveryCodes = await appDb().$transaction(async (tx) => {
    const factor = await tx.totpFactor.findUnique({ where: { userId } });
    if (factor === null) throw new AppError("conflict", "Begin again: there is nothing to confirm.");
    if (factor.confirmedAt !== null) throw new AppError("conflict", "Two-factor sign-in is on already.");
    if (!(await takeStep(tx, userId, stepOfCode(openFactor(userId, factor), code, now)))) throw wrongCode();
    await tx.totpFactor.update({ where: { userId }, data: { confirmedAt: now }, select: { userId: true } });
    return replaceRecoveryCodes(tx, userId);
  });
  await endOtherLogins(userId, loginSessionId, now);
  await sendNotice(email, {
    heading: "Two-factor sign-in is on",
    paragraphs: ["From now on, signing in to your account needs a code of your app."],
  });
  return { recoveryCodes };
}
