import { type RedisLink, redisScript } from "@/server/integrations/redis";
import { type Bucket, type Charge, type LimitStore, periodMs, stepMs, type Taken } from "./limit-store";

/**
 * A bucket is kept as the time at which it is full and the time at which that was written. Where the clock has been put
 * back since, no time has passed. Times are in microseconds, as integers survive any formatting.
 */
const BUCKETS = `
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local function held(key)
  local full, seen = string.match(redis.call('GET', key) or '', '^(%d+) ?(%d*)$')
  return math.max((tonumber(full) or 0) - math.max(now, tonumber(seen) or 0), 0)
end
local function keep(key, micros)
  if micros <= 0 then redis.call('DEL', key) return end
  redis.call('SET', key, string.format('%.0f %.0f', now + micros, now), 'PX', math.ceil(micros / 1000))
end`;

/** ARGV: for each key the step, the amount and the period. */
const TAKE = redisScript(`${BUCKETS}
local full, allowed = {}, 1
for i = 1, #KEYS do
  full[i] = held(KEYS[i])
  if full[i] + ARGV[i * 3 - 1] * ARGV[i * 3 - 2] > tonumber(ARGV[i * 3]) + 1 then allowed = 0 end
end
for i = 1, #KEYS do
  if allowed == 1 then full[i] = full[i] + math.floor(ARGV[i * 3 - 1] * ARGV[i * 3 - 2]) end
  keep(KEYS[i], full[i])
  full[i] = string.format('%.0f', full[i])
end
return { allowed, full }`);

const ADJUST = redisScript(`${BUCKETS}
for i = 1, #KEYS do keep(KEYS[i], held(KEYS[i]) + math.floor(ARGV[i * 3 - 1] * ARGV[i * 3 - 2])) end`);

/** Buckets that every process shares, by Redis' clock. One organisation's keys share a slot of a cluster. */
export class RedisLimitStore implements LimitStore {
  readonly #redis: RedisLink;

  constructor(redis: RedisLink) {
    this.#redis = redis;
  }

  async take(orgId: string, charges: readonly Charge[]): Promise<Taken> {
    const reply = await this.#redis.runScript(TAKE, keysOf(orgId, charges), argumentsOf(charges));
    const [allowed, full] = Array.isArray(reply) ? reply : [];
    return { isAllowed: allowed === 1, fullInMs: Array.isArray(full) ? full.map(toMs) : [] };
  }

  async adjust(orgId: string, charges: readonly Charge[]): Promise<void> {
    await this.#redis.runScript(ADJUST, keysOf(orgId, charges), argumentsOf(charges));
  }

  async peek(orgId: string, limits: readonly Bucket[]): Promise<readonly number[]> {
    const { fullInMs } = await this.take(
      orgId,
      limits.map((limit) => ({ limit, amount: 0 })),
    );
    return fullInMs;
  }
}

function keysOf(orgId: string, charges: readonly Charge[]): string[] {
  return charges.map(({ limit }) => `floopy:{${orgId}}:limit:${limit.name}`);
}

function argumentsOf(charges: readonly Charge[]): string[] {
  return charges.flatMap(({ limit, amount }) =>
    [stepMs(limit) * 1_000, amount, periodMs(limit) * 1_000].map(String),
  );
}

function toMs(micros: unknown): number {
  return Number(micros) / 1_000;
}
