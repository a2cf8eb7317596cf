import { type RedisLink, redisScript } from "@/server/integrations/redis";
import { type BudgetLevel, type BudgetStore, RESERVATION_TTL_MS, type Reservation } from "./budget-store";

const KEEP_MS = 40 * 86_400_000;

/**
 * For each budget two keys: a hash of what is spent and each reservation's amount, and a set of reservations by the
 * time at which they run out.
 */
const HELD = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function held(state, expiry)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', expiry, '-inf', now)) do
    redis.call('HINCRBY', state, 'reserved', -(tonumber(redis.call('HGET', state, 'r:' .. id)) or 0))
    redis.call('HDEL', state, 'r:' .. id)
    redis.call('ZREM', expiry, id)
  end
  return tonumber(redis.call('HGET', state, 'reserved')) or 0
end`;

/** ARGV: id, amount, time to live, time to keep, then for each budget its limit (empty: none) and what is spent. */
const RESERVE = redisScript(`${HELD}
local amount = tonumber(ARGV[2])
for i = 1, #KEYS / 2 do
  local state, limit, stored = KEYS[i * 2 - 1], tonumber(ARGV[3 + i * 2]), tonumber(ARGV[4 + i * 2])
  local spent = tonumber(redis.call('HGET', state, 'spent')) or 0
  if stored > spent then
    spent = stored
    redis.call('HSET', state, 'spent', string.format('%.0f', stored))
  end
  local used = spent + held(state, KEYS[i * 2])
  redis.call('PEXPIRE', state, ARGV[4])
  if limit and (used >= limit or used + amount > limit) then return i - 1 end
end
for i = 1, #KEYS / 2 do
  local state, expiry = KEYS[i * 2 - 1], KEYS[i * 2]
  redis.call('HINCRBY', state, 'reserved', ARGV[2])
  redis.call('HSET', state, 'r:' .. ARGV[1], ARGV[2])
  redis.call('ZADD', expiry, now + ARGV[3], ARGV[1])
  redis.call('PEXPIRE', expiry, ARGV[4])
end
return -1`);

/** ARGV: id, cost. */
const SETTLE = redisScript(`
for i = 1, #KEYS / 2 do
  local state, expiry = KEYS[i * 2 - 1], KEYS[i * 2]
  local amount = tonumber(redis.call('HGET', state, 'r:' .. ARGV[1]))
  if amount then
    redis.call('HINCRBY', state, 'reserved', -amount)
    redis.call('HDEL', state, 'r:' .. ARGV[1])
    redis.call('ZREM', expiry, ARGV[1])
  end
  if redis.call('EXISTS', state) == 1 then redis.call('HINCRBY', state, 'spent', ARGV[2]) end
end`);

const PEEK = redisScript(`${HELD}
local levels = {}
for i = 1, #KEYS / 2 do
  local reserved = held(KEYS[i * 2 - 1], KEYS[i * 2])
  levels[i] = { redis.call('HGET', KEYS[i * 2 - 1], 'spent') or '0', string.format('%.0f', reserved) }
end
return levels`);

/** Budgets that every process shares. */
export class RedisBudgetStore implements BudgetStore {
  readonly #redis: RedisLink;

  constructor(redis: RedisLink) {
    this.#redis = redis;
  }

  async reserve(reservation: Reservation): Promise<number> {
    const { orgId, month, id, budgets, amountMicroUsd } = reservation;
    const claims = budgets.flatMap(({ limitMicroUsd, spentMicroUsd }) => [
      limitMicroUsd === null ? "" : String(limitMicroUsd),
      String(spentMicroUsd),
    ]);
    const reply = await this.#redis.runScript(RESERVE, keysOf(orgId, month, idsOf(budgets)), [
      id,
      String(amountMicroUsd),
      String(RESERVATION_TTL_MS),
      String(KEEP_MS),
      ...claims,
    ]);
    return Number(reply);
  }

  async settle({ orgId, month, id, budgets }: Reservation, costMicroUsd: number): Promise<void> {
    await this.#redis.runScript(SETTLE, keysOf(orgId, month, idsOf(budgets)), [id, String(costMicroUsd)]);
  }

  async peek(orgId: string, month: string, ids: readonly string[]): Promise<readonly BudgetLevel[]> {
    if (ids.length === 0) return [];
    const reply = await this.#redis.runScript(PEEK, keysOf(orgId, month, ids));
    return (Array.isArray(reply) ? reply : []).map((level) => {
      const [spent, reserved] = Array.isArray(level) ? level : [];
      return { spentMicroUsd: Number(spent ?? 0), reservedMicroUsd: Number(reserved ?? 0) };
    });
  }
}

function idsOf(budgets: Reservation["budgets"]): string[] {
  return budgets.map(({ id }) => id);
}

function keysOf(orgId: string, month: string, ids: readonly string[]): string[] {
  return ids.flatMap((id) => {
    const name = `floopy:{${orgId}}:budget:${id}:${month}`;
    return [name, `${name}:expiry`];
  });
}
