import { AppError } from "@/server/core/errors";
import { deriveKey, hmacHex } from "@/server/core/secrets";
import { appDb } from "@/server/db/client";
import { masterKey } from "@/server/env";

export interface ThrottleRule {
  name: string;
  limit: number;
  windowSeconds: number;
}

/** Tries per account and per address. An address is shared by many people, hence the larger number. */
export const THROTTLES = {
  signInByAccount: { name: "sign-in-account", limit: 10, windowSeconds: 900 },
  signInByAddress: { name: "sign-in-address", limit: 60, windowSeconds: 900 },
  linkByAccount: { name: "link-account", limit: 5, windowSeconds: 900 },
  linkByAddress: { name: "link-address", limit: 30, windowSeconds: 900 },
  keyCreationByOrganization: { name: "key-creation", limit: 120, windowSeconds: 3600 },
  demoByAddress: { name: "demo-address", limit: 40, windowSeconds: 600 },
  demoByAll: { name: "demo-all", limit: 1_000, windowSeconds: 3600 },
  ssoByAddress: { name: "sso-address", limit: 60, windowSeconds: 900 },
  scimByOrganization: { name: "scim-org", limit: 3_000, windowSeconds: 60 },
  scimTokenByAddress: { name: "scim-token-address", limit: 60, windowSeconds: 900 },
  codeByPerson: { name: "code-person", limit: 10, windowSeconds: 900 },
  resetByAccount: { name: "reset-account", limit: 5, windowSeconds: 3600 },
  resetByAddress: { name: "reset-address", limit: 30, windowSeconds: 900 },
  mailByPerson: { name: "mail-person", limit: 10, windowSeconds: 3600 },
  organizationByPerson: { name: "organization-person", limit: 10, windowSeconds: 3600 },
  invitationByOrganization: { name: "invitation-org", limit: 100, windowSeconds: 3600 },
  invitationByAddress: { name: "invitation-address", limit: 60, windowSeconds: 900 },
  detectorTrialByOrganization: { name: "detector-trial", limit: 30, windowSeconds: 600 },
  signUpMailByAccount: { name: "sign-up-mail", limit: 3, windowSeconds: 86_400 },
  signUpByAddress: { name: "sign-up-address", limit: 20, windowSeconds: 3600 },
} as const satisfies Record<string, ThrottleRule>;

/** Whoever sits at the machine itself, or a proxy on it that stands for everybody. */
const LOOPBACK = new Set(["127.0.0.1", "::1"]);

/**
 * Counts one try against each rule and throws `rate_limited` when one is used up. An unknown address (null) and
 * loopback are not counted: a bucket that strangers share would let anybody lock everybody out.
 */
export async function throttle(
  now: Date,
  ...tries: [rule: ThrottleRule, subject: string | null][]
): Promise<void> {
  for (const [rule, subject] of tries) {
    if (subject === null || LOOPBACK.has(subject)) continue;
    const windowMs = rule.windowSeconds * 1000;
    const windowStart = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
    if ((await countTry(keyOf(rule, subject), windowStart)) <= rule.limit) continue;
    const retryAfterSeconds = Math.ceil((windowStart.getTime() + windowMs - now.getTime()) / 1000);
    throw new AppError("rate_limited", `throttled by ${rule.name}`, {
      userMessage: "Too many attempts. Wait a few minutes and try again.",
      retryAfterSeconds,
    });
  }
}

const OLDEST_WINDOW_MS = 24 * 3600 * 1000;

async function countTry(key: string, windowStart: Date): Promise<number> {
  const [row] = await appDb().$queryRaw<{ count: number }[]>`
    insert into throttle_counters (key, window_start, count) values (${key}, ${windowStart}, 1)
    on conflict (key, window_start) do update set count = throttle_counters.count + 1
    returning count`;
  const count = row?.count ?? 1;
  if (count === 1) {
    const before = new Date(windowStart.getTime() - OLDEST_WINDOW_MS);
    await appDb().throttleCounter.deleteMany({ where: { windowStart: { lt: before } } });
  }
  return count;
}

/** Keyed, so that the table holds no e-mail or IP address. */
function keyOf(rule: ThrottleRule, subject: string): string {
  return `${rule.name}:${hmacHex(deriveKey(masterKey(), "throttle"), subject.toLowerCase()).slice(0, 32)}`;
}
