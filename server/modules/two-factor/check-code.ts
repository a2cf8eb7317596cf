import { AppError } from "@/server/core/errors";
import { appDb } from "@/server/db/client";
import type { Tx } from "@/server/db/tenant";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { openFactor } from "./factor-secret";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOfCode } from "./totp";

export const wrongCode = (): AppError =>
  new AppError("invalid_request", "That code is not right, or was used before. Try the next one.", {
    param: "code",
  });

/** Uses a code of the person's app, or a recovery code, up; false for any other. Tries are limited per person. */
export async function takeCode(userId: string, code: string, now: Date): Promise<boolean> {
  await throttle(now, [THROTTLES.codeByPerson, userId]);
  return appDb().$transaction(
    async (tx) => (await takeAppCode(tx, userId, code, now)) || takeRecoveryCode(tx, userId, code, now),
  );
}

async function takeAppCode(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
  const factor = await tx.totpFactor.findFirst({ where: { userId, confirmedAt: { not: null } } });
  if (factor === null) return false;
  return takeStep(tx, userId, stepOfCode(openFactor(userId, factor), code, now));
}

/** Each step counts once, also for two requests at once: a code that was looked at over a shoulder is worth nothing. */
export async function takeStep(tx: Tx, userId: string, step: number | null): Promise<boolean> {
  if (step === null) return false;
  const { count } = await tx.totpFactor.updateMany({
    where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count > 0;
}
