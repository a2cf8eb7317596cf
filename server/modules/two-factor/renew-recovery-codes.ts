import { type RecoveryCodesOutput, TwoFactorCodeInput } from "@/server/contracts/two-factor";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { takeCode, wrongCode } from "./check-code";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New recovery codes; the old ones stop working. */
export async function renewRecoveryCodes(
  userId: string,
  input: TwoFactorCodeInput,
  now: Date,
): Promise<RecoveryCodesOutput> {
  const { code } = parseInput(TwoFactorCodeInput, input);
  if (!(await takeCode(userId, code, now))) throw wrongCode();
  return { recoveryCodes: await appDb().$transaction((tx) => replaceRecoveryCodes(tx, userId)) };
}
