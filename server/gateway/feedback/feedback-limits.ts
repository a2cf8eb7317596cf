import ipaddr from "ipaddr.js";
import { AppError } from "@/server/core/errors";
import { hmacHex } from "@/server/core/secrets";
import { type Bucket, type Charge, type LimitStore, periodMs, stepMs } from "@/server/modules/limits";
import type { Caller } from "../stages/authenticate";

export interface FeedbackLimitDeps {
  limits: LimitStore;
  /** Keys the hash under which a network is counted and, for a day, remembered. */
  networkHashKey: Buffer;
}

/** Calls a minute. Feedback is never metered; these only keep one caller from drowning the others. */
const PER_MINUTE = { server: 6_000, publishable: 3_000, network: 240, session: 30, user: 60 };

/** The hash of the /24 or /64 that an address is in; null when the door does not know the address. */
export function networkHashOf(key: Buffer, orgId: string, address: string): string | null {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!ipaddr.isValid(bare)) return null;
  const parsed = ipaddr.parse(bare);
  const bytes = parsed.toByteArray().slice(0, parsed.kind() === "ipv4" ? 3 : 8);
  return hmacHex(key, `${orgId}|${bytes.join(".")}`).slice(0, 32);
}

/** Takes one call from the limits of the key and, for a browser, of its network: before anything is read. */
export async function takeCallerLimits(
  deps: FeedbackLimitDeps,
  { key, org }: Caller,
  networkHash: string | null,
): Promise<void> {
  const limits: Bucket[] = [{ name: `${key.id}:feedback`, perMinute: PER_MINUTE[key.kind] }];
  if (key.kind === "publishable" && networkHash !== null)
    limits.push({ name: `${key.projectId}:network:${networkHash}`, perMinute: PER_MINUTE.network });
  await take(deps, org.orgId, limits);
}

/** For a browser, also from those of the session and the user that it names. */
export async function takeSubjectLimits(
  deps: FeedbackLimitDeps,
  { key, org }: Caller,
  subject: { sessionId: string; endUserId: string | null },
): Promise<void> {
  if (key.kind !== "publishable") return;
  const name = (what: string, id: string): string =>
    `${key.projectId}:${what}:${hmacHex(deps.networkHashKey, id).slice(0, 32)}`;
  const limits = [{ name: name("session", subject.sessionId), perMinute: PER_MINUTE.session }];
  if (subject.endUserId !== null)
    limits.push({ name: name("user", subject.endUserId), perMinute: PER_MINUTE.user });
  await take(deps, org.orgId, limits);
}

async function take(deps: FeedbackLimitDeps, orgId: string, limits: readonly Bucket[]): Promise<void> {
  const charges: Charge[] = limits.map((limit) => ({ limit, amount: 1 }));
  const { isAllowed, fullInMs } = await deps.limits.take(orgId, charges);
  if (isAllowed) return;
  const waits = limits.map((limit, index) => (fullInMs[index] ?? 0) + stepMs(limit) - periodMs(limit));
  const seconds = Math.max(Math.ceil(Math.max(...waits) / 1_000), 1);
  throw new AppError("rate_limited", "feedback limit reached", {
    userMessage: `Too much feedback from here at once. Try again in ${seconds} s.`,
    retryAfterSeconds: seconds,
  });
}
