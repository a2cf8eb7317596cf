import { TwoFactorCodeInput } from "@/server/contracts/two-factor";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { countWrongCode, openPendingLogin, type PendingLogin } from "@/server/modules/identity";
import { takeCode, wrongCode } from "./check-code";

/** The second step of signing in. After a few wrong codes the first step has to be taken again. */
export async function passSignIn(
  pending: PendingLogin | null,
  input: TwoFactorCodeInput,
  now: Date,
): Promise<void> {
  if (pending === null)
    throw new AppError("unauthenticated", "no sign-in is waiting for a code", {
      userMessage: "Sign in again: this took too long, or there were too many wrong codes.",
    });
  const { code } = parseInput(TwoFactorCodeInput, input);
  if (await takeCode(pending.userId, code, now)) return openPendingLogin(pending, now);
  await countWrongCode(pending, now);
  throw wrongCode();
}
