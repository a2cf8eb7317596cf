import { BeginTwoFactorInput, type TwoFactorSetup } from "@/server/contracts/two-factor";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { type ProvenPerson, proveAgain } from "@/server/modules/identity";
import { sealFactor } from "./factor-secret";
import { newTotpSecret, totpUri } from "./totp";

/** A secret for the person's app, in this answer only. Nothing is asked for until the app has shown a right code. */
export async function beginTwoFactor(
  person: ProvenPerson,
  input: BeginTwoFactorInput,
  now: Date,
): Promise<TwoFactorSetup> {
  const { currentPassword } = parseInput(BeginTwoFactorInput, input);
  await proveAgain(person, currentPassword, now);
  const { userId, email } = person;
  const secret = newTotpSecret();
  const stored = { ...sealFactor(userId, secret), lastStep: null };
  await appDb().totpFactor.createMany({ data: [{ userId, ...stored }], skipDuplicates: true });
  // Only one that is not confirmed, or beginning again would turn off what was confirmed a moment ago.
  const { count } = await appDb().totpFactor.updateMany({
    where: { userId, confirmedAt: null },
    data: stored,
  });
  if (count === 0) throw new AppError("conflict", "Two-factor sign-in is on already.");
  return { secret, uri: totpUri(secret, email) };
}
