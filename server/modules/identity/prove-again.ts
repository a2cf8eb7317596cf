import { AppError } from "@/server/core/errors";
import { appDb } from "@/server/db/client";
import { verifyPassword } from "./password";
import { THROTTLES, throttle } from "./throttle";

const FRESH_MS = 15 * 60_000;

export interface ProvenPerson {
  userId: string;
  email: string;
  loginSessionId: string;
  startedAt: Date;
}

/**
 * Before something that could lock the person out: their password once more, or for those without one, a sign-in a
 * few minutes ago. A browser that was left open is not enough.
 */
export async function proveAgain(
  person: ProvenPerson,
  password: string | undefined,
  now: Date,
): Promise<void> {
  const { userId, startedAt } = person;
  const user = await appDb().user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, passwordHash: true },
  });
  if (user.passwordHash === null) {
    if (now.getTime() - startedAt.getTime() <= FRESH_MS) return;
    throw new AppError("permission_denied", "the sign-in is too old", {
      userMessage: "Sign out and in again first: you have no password to prove that it is you.",
    });
  }
  await throttle(now, [THROTTLES.signInByAccount, user.email]);
  if (await verifyPassword(password ?? "", user.passwordHash)) return;
  throw new AppError("invalid_request", "That is not your current password.", { param: "currentPassword" });
}
