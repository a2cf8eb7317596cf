import type { Account, Profile } from "next-auth";
import type { SignInError } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import {
  findPersonByAccount,
  findPersonByEmail,
  THROTTLES,
  throttle,
  type Visit,
} from "@/server/modules/identity";

/** Each request for a link counts against the account and the address, whether or not there is an account. */
export async function linkRefusal(visit: Visit, email: string): Promise<SignInError | null> {
  try {
    await throttle(visit.now, [THROTTLES.linkByAddress, visit.address], [THROTTLES.linkByAccount, email]);
    return null;
  } catch (thrown) {
    if (isRateLimited(thrown)) return "Throttled";
    throw thrown;
  }
}

/**
 * Why a provider's identity may not sign in, or null: its e-mail must be verified there and, where it would join an
 * existing account, verified here as well.
 */
export async function providerRefusal(
  account: Pick<Account, "provider" | "providerAccountId">,
  email: string | null | undefined,
  profile: Profile | undefined,
): Promise<SignInError | null> {
  const known = await findPersonByAccount(account.provider, account.providerAccountId);
  if (known !== null) return null;
  if (!email || (account.provider === "google" && !isGoogleVerified(profile))) return "UnverifiedEmail";
  const existing = await findPersonByEmail(email);
  return existing !== null && existing.emailVerifiedAt === null ? "OAuthAccountNotLinked" : null;
}

export function isRateLimited(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === "rate_limited";
}

function isGoogleVerified(profile: Profile | undefined): boolean {
  return profile !== undefined && "email_verified" in profile && profile.email_verified === true;
}
