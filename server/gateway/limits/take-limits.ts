import type { PlanId } from "@/server/contracts/plans";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import {
  type Charge,
  type LimitStore,
  periodMs,
  type RateLimit,
  rateLimitsOf,
  stepMs,
  type Taken,
} from "@/server/modules/limits";
import type { Exchange, Settlement } from "../exchange";
import type { Caller } from "../stages/authenticate";
import { isModelEndpoint, type ModelBody, type RequestEndpoint } from "../stages/read-body";
import { estimateRequest } from "./estimate-request";
import { type LimitLevel, rateHeaders } from "./rate-headers";

export interface LimitDeps {
  limits: LimitStore;
}

/**
 * Takes one request and the tokens it may use from every limit it meets, or refuses it and takes nothing. What was
 * not used is given back when the exchange ends.
 */
export async function takeLimits(
  deps: LimitDeps,
  exchange: Exchange<RequestEndpoint>,
  caller: Caller,
  body: ModelBody | null,
  generates: boolean,
): Promise<void> {
  const limits = limitsOf(caller);
  const hasTokenLimit = limits.some(({ unit }) => unit === "tokens");
  const tokens = hasTokenLimit && generates && body !== null ? tokensOf(exchange.endpoint, body) : 0;
  const charges = limits.map((limit) => chargeFor(limit, tokens));
  const asked = deps.limits.take(caller.org.orgId, charges);
  const taken = asked instanceof Promise ? await asked : asked;
  const levels = charges.map(({ limit }, index) => ({ limit, fullInMs: taken.fullInMs[index] ?? 0 }));
  exchange.rateHeaders = rateHeaders(levels, exchange.endpoint, exchange.startedAt);
  if (!taken.isAllowed) throw refusal(charges, taken);
  if (tokens > 0) exchange.onEnd((settlement) => giveBack(deps, caller, charges, settlement));
}

/** Each key object is one reading of the configuration: its limits are worked out once. */
const known = new WeakMap<
  Caller["key"],
  { planId: PlanId; own: Caller["org"]["ownLimits"]; limits: readonly RateLimit[] }
>();

function limitsOf({ key, org }: Caller): readonly RateLimit[] {
  const kept = known.get(key);
  if (kept?.planId === org.planId && kept.own === org.ownLimits) return kept.limits;
  const limits = rateLimitsOf(org, key);
  known.set(key, { planId: org.planId, own: org.ownLimits, limits });
  return limits;
}

function tokensOf(endpoint: RequestEndpoint, body: ModelBody): number {
  if (!isModelEndpoint(endpoint)) return 0;
  const { inputTokens, outputTokens } = estimateRequest(endpoint, body);
  return inputTokens + outputTokens;
}

/** Never more than the whole bucket, or a request that may be large could never be made at all. */
interface RateCharge extends Charge {
  limit: RateLimit;
}

function chargeFor(limit: RateLimit, tokens: number): RateCharge {
  return { limit, amount: limit.unit === "requests" ? 1 : Math.min(tokens, limit.perMinute) };
}

function giveBack(
  deps: LimitDeps,
  caller: Caller,
  charges: readonly RateCharge[],
  settlement: Settlement | null,
): void {
  const usage = settlement?.usage;
  const used = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  const changes = charges
    .filter(({ limit, amount }) => limit.unit === "tokens" && amount !== used)
    .map(({ limit, amount }) => ({ limit, amount: used - amount }));
  if (changes.length === 0) return;
  const done = deps.limits.adjust(caller.org.orgId, changes);
  if (done instanceof Promise) {
    done.catch((thrown: unknown) => log.warn("a rate limit was not settled", errorFields(thrown)));
  }
}

function refusal(charges: readonly RateCharge[], taken: Taken): AppError {
  let waitMs = 0;
  let met: LimitLevel | null = null;
  for (const [index, { limit, amount }] of charges.entries()) {
    const fullInMs = taken.fullInMs[index] ?? 0;
    const wait = fullInMs + amount * stepMs(limit) - periodMs(limit);
    if (met !== null && wait <= waitMs) continue;
    waitMs = wait;
    met = { limit, fullInMs };
  }
  const seconds = Math.max(Math.ceil(waitMs / 1_000), 1);
  const whose = met?.limit.scope === "api_key" ? "this API key" : "your organisation";
  const windowSeconds = met === null ? 60 : periodMs(met.limit) / 1_000;
  const window = windowSeconds === 60 ? "minute" : `${windowSeconds} s`;
  const rate = `${met?.limit.perMinute} ${met?.limit.unit} per ${window}`;
  return new AppError("rate_limited", "rate limit reached", {
    userMessage: `The limit of ${whose}, ${rate}, is reached. Try again in ${seconds} s.`,
    retryAfterSeconds: seconds,
    details: { limit: { scope: met?.limit.scope, unit: met?.limit.unit, per_minute: met?.limit.perMinute } },
  });
}
