import { TwoFactorCodeInput } from "@/server/contracts/two-factor";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { countWrongCode, openPendingLogin, type PendingLogin } from "@/server/modules/identity";
import { takeCode, wrongCode } from "./check-code";

export interface LoginRef {
  userId: string;
  loginSessionId: string;
}

/** The second step of signing in: the session it opens. After a few wrong codes the first step has to be taken again. */
export async function passSignIn(
  pending: PendingLogin | null,
  input: TwoFactorCodeInput,
  now: Date,
): Promise<LoginRef> {
  if (pending === null) throw overdue();
  const { code } = parseInput(TwoFactorCodeInput, input);
  const { userId } = pending;
  if (!(await takeCode(userId, code, now))) {
    await countWrongCode(pending, now);
    throw wrongCode();
  }
  const loginSessionId = await openPendingLogin(pending, now);
  if (loginSessionId === null) throw overdue();
  return { userId, loginSessionId };
}

function overdue(): AppError {
  return new AppError("unauthenticated", "no sign-in is waiting for a code", {
    userMessage: "Sign in again: this took too long, or there were too many wrong codes.",
  });
}
