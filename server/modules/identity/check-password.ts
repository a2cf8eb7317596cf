import { SignInInput } from "@/server/contracts/identity";
import { appDb } from "@/server/db/client";
import { isAccountOpen } from "./confirm-account";
import { verifyPassword } from "./password";
import { PERSON_FIELDS, type PersonRow } from "./people";
import type { Visit } from "./sign-up";
import { THROTTLES, throttle } from "./throttle";

/**
 * The person with this e-mail and password, or null. An unknown account, one without a password, one that waits to be
 * confirmed and a wrong password count the same, take the same work and give the same answer.
 */
export async function checkPassword(visit: Visit, input: unknown, origin: string): Promise<PersonRow | null> {
  const parsed = SignInInput.safeParse(input);
  if (!parsed.success) return null;
  const { email, password, confirmation: token } = parsed.data;
  await throttle(visit.now, [THROTTLES.signInByAddress, visit.address], [THROTTLES.signInByAccount, email]);
  const user = await appDb().user.findUnique({
    where: { email },
    select: { ...PERSON_FIELDS, passwordHash: true },
  });
  const isRight = await verifyPassword(password, user?.passwordHash ?? null);
  if (user === null || !isRight) return null;
  const { passwordHash: _passwordHash, ...person } = user;
  return (await isAccountOpen(person, { token, now: visit.now, origin })) ? person : null;
}
