import { type RedisLink, redisScript } from "@/server/integrations/redis";
import { type Bucket, type Charge, type LimitStore, periodMs, stepMs, type Taken } from "./limit-store";

/** ARGV: for each key the step, the amount and the period. Times are kept in microseconds, as integers survive any formatting. */
const TAKE = redisScript(`
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local full, allowed = {}, 1
for i = 1, #KEYS do
  local held = math.max((tonumber(redis.call('GET', KEYS[i])) or 0) - now, 0)
  full[i] = held
  if held + ARGV[i * 3 - 1] * ARGV[i * 3 - 2] > tonumber(ARGV[i * 3]) + 1 then allowed = 0 end
end
if allowed == 1 then
  for i = 1, #KEYS do
    full[i] = full[i] + math.floor(ARGV[i * 3 - 1] * ARGV[i * 3 - 2])
    redis.call('SET', KEYS[i], string.format('%.0f', now + full[i]), 'PX', math.max(math.ceil(full[i] / 1000), 1))
  end
end
for i = 1, #KEYS do full[i] = string.format('%.0f', full[i]) end
return { allowed, full }`);

const ADJUST = redisScript(`
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
for i = 1, #KEYS do
  local fullAt = math.max(tonumber(redis.call('GET', KEYS[i])) or 0, now) + math.floor(ARGV[i * 3 - 1] * ARGV[i * 3 - 2])
  if fullAt <= now then redis.call('DEL', KEYS[i])
  else redis.call('SET', KEYS[i], string.format('%.0f', fullAt), 'PX', math.ceil((fullAt - now) / 1000)) end
end`);

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
