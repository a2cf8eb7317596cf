import { TwoFactorCodeInput } from "@/server/contracts/two-factor";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { dropFactors, type ProvenPerson, sendNotice } from "@/server/modules/identity";
import { takeCode, wrongCode } from "./check-code";
import { requiredBy } from "./get-two-factor";

/** Turns it off with a last code, where no organisation of the person requires it. */
export async function turnOffTwoFactor(
  { userId, email }: Pick<ProvenPerson, "userId" | "email">,
  input: TwoFactorCodeInput,
  now: Date,
): Promise<void> {
  const { code } = parseInput(TwoFactorCodeInput, input);
  const [name] = await requiredBy(userId);
  if (name !== undefined)
    throw new AppError("conflict", `${name} requires two-factor sign-in. Leave it first, or ask its owner.`);
  if (!(await takeCode(userId, code, now))) throw wrongCode();
  await appDb().$transaction((tx) => dropFactors(tx, userId));
  await sendNotice(email, {
    heading: "Two-factor sign-in is off",
    paragraphs: ["From now on, signing in to your account needs no code of your app."],
  });
}
