import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { RedisLink } from "@/server/integrations/redis";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { closeCountersPool, countersPool } from "./counters-pool";
import { LeasedLimitStore } from "./leased-limit-store";
import type { LimitStore, RateLimit } from "./limit-store";
import { LiveProcesses } from "./live-processes";
import { MemoryLimitStore } from "./memory-limit-store";
import { PostgresLimitStore } from "./postgres-limit-store";
import { RedisLimitStore } from "./redis-limit-store";

let redis: TestRedis | null = null;
let link: RedisLink | null = null;

beforeAll(async () => {
  if (redisProgram === null) return;
  redis = await startTestRedis();
  link = new RedisLink({ url: redis.url });
  await link.ping();
});
afterAll(async () => {
  await link?.close();
  await redis?.stop();
  await closeCountersPool();
});

const STORES = [
  { name: "memory", open: () => new MemoryLimitStore(() => 1_000_000) },
  { name: "postgres", open: () => new PostgresLimitStore(countersPool) },
  {
    name: "postgres, held ahead",
    open: () => new LeasedLimitStore(new PostgresLimitStore(countersPool)),
  },
  { name: "redis", open: () => new RedisLimitStore(link ?? new RedisLink({ url: "redis://127.0.0.1:1" })) },
];

function limits(perMinute: number): { orgId: string; requests: RateLimit; tokens: RateLimit } {
  const orgId = newId("org");
  const scope = "organization";
  return {
    orgId,
    requests: { name: `${orgId}:requests`, scope, unit: "requests", perMinute },
    tokens: { name: `${orgId}:tokens`, scope, unit: "tokens", perMinute: perMinute * 100 },
  };
}

describe.each(STORES)("limits counted in $name", ({ name, open }) => {
  let store: LimitStore;
  beforeAll(() => {
    store = open();
  });
  const test = it.skipIf(name === "redis" && redisProgram === null);

  test("give exactly what there is when many ask at once", async () => {
    const { orgId, requests } = limits(5);
    const asked = Array.from({ length: 40 }, () => store.take(orgId, [{ limit: requests, amount: 1 }]));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(5);
    const refused = answers.find(({ isAllowed }) => !isAllowed);
    expect(refused?.fullInMs[0]).toBeGreaterThan(48_000);
    expect(refused?.fullInMs[0]).toBeLessThanOrEqual(60_000.01);
  });

  test("take from all buckets or from none", async () => {
    const { orgId, requests, tokens } = limits(4);
    const both = [
      { limit: requests, amount: 1 },
      { limit: tokens, amount: 300 },
    ];
    expect((await store.take(orgId, both)).isAllowed).toBe(true);
    expect((await store.take(orgId, both)).isAllowed).toBe(false);
    const [requestsFullIn = 0, tokensFullIn = 0] = await store.peek(orgId, [requests, tokens]);
    expect(requestsFullIn).toBeLessThanOrEqual(15_000.01);
    expect(requestsFullIn).toBeGreaterThan(5_000);
    expect(tokensFullIn).toBeGreaterThan(30_000);
  });

  test("give back what was not used, and keep what was used on top as a debt", async () => {
    const { orgId, tokens } = limits(1);
    expect((await store.take(orgId, [{ limit: tokens, amount: 100 }])).isAllowed).toBe(true);
    await store.adjust(orgId, [{ limit: tokens, amount: -90 }]);
    expect((await store.take(orgId, [{ limit: tokens, amount: 80 }])).isAllowed).toBe(true);
    await store.adjust(orgId, [{ limit: tokens, amount: 500 }]);
    expect((await store.take(orgId, [{ limit: tokens, amount: 1 }])).isAllowed).toBe(false);
  });

  test("keep organisations and keys apart, whatever order they are named in", async () => {
    const [mine, theirs] = [limits(2), limits(2)];
    const charges = [mine.tokens, mine.requests].map((limit) => ({ limit, amount: 2 }));
    await Promise.all([
      store.take(mine.orgId, charges),
      store.take(
        mine.orgId,
        charges.toReversed().map((charge) => ({ ...charge, amount: 0 })),
      ),
    ]);
    expect((await store.take(mine.orgId, [{ limit: mine.requests, amount: 1 }])).isAllowed).toBe(false);
    expect((await store.take(theirs.orgId, [{ limit: theirs.requests, amount: 2 }])).isAllowed).toBe(true);
  });
});

describe("a bucket", () => {
  it("fills evenly: after a fifth of a minute a fifth of it can be taken, and never more than all", () => {
    let nowMs = 0;
    const store = new MemoryLimitStore(() => nowMs);
    const { orgId, requests } = limits(10);
    const take = (amount: number): boolean => store.take(orgId, [{ limit: requests, amount }]).isAllowed;
    expect(take(10)).toBe(true);
    nowMs += 12_000;
    expect([take(3), take(2), take(1)]).toEqual([false, true, false]);
    nowMs += 600_000;
    expect([take(11), take(10)]).toEqual([false, true]);
  });
});

describe("a clock that is put back by an hour", () => {
  const HOUR_MS = 3_600_000;
  /** What a store has written an hour from now: five of ten taken. */
  const written = () => {
    const { orgId, requests } = limits(10);
    const seenMs = Date.now() + HOUR_MS;
    return { orgId, requests, seenMs, tatMs: seenMs + 30_000 };
  };
  const takeTen = async (store: LimitStore, orgId: string, limit: RateLimit): Promise<number> => {
    let allowed = 0;
    for (let asked = 0; asked < 10; asked++)
      if ((await store.take(orgId, [{ limit, amount: 1 }])).isAllowed) allowed += 1;
    return allowed;
  };

  it("neither gives a bucket again nor closes it for an hour, in postgres", async () => {
    const { orgId, requests, seenMs, tatMs } = written();
    await countersPool().query(
      "INSERT INTO limit_states (name, org_id, tat_ms, seen_ms) VALUES ($1, $2, $3, $4)",
      [requests.name, orgId, tatMs, seenMs],
    );
    const store = new PostgresLimitStore(countersPool);
    expect(await takeTen(store, orgId, requests)).toBe(5);
    const { rows } = await countersPool().query<{ seen_ms: number }>(
      "SELECT seen_ms FROM limit_states WHERE name = $1",
      [requests.name],
    );
    expect(rows[0]?.seen_ms).toBeLessThan(seenMs - HOUR_MS / 2);
    expect((await store.peek(orgId, [requests]))[0]).toBeLessThanOrEqual(60_000);
  });

  it.skipIf(redisProgram === null)("nor in redis", async () => {
    const { orgId, requests, seenMs, tatMs } = written();
    const redisLink = link ?? new RedisLink({ url: "redis://127.0.0.1:1" });
    const key = `floopy:{${orgId}}:limit:${requests.name}`;
    await redisLink.send(["SET", key, `${tatMs * 1_000} ${seenMs * 1_000}`]);
    const store = new RedisLimitStore(redisLink);
    expect(await takeTen(store, orgId, requests)).toBe(5);
    const kept = String(await redisLink.send(["GET", key]));
    expect(Number(kept.split(" ")[1]) / 1_000).toBeLessThan(seenMs - HOUR_MS / 2);
    expect((await store.peek(orgId, [requests]))[0]).toBeLessThanOrEqual(60_000);
  });
});

describe("a bucket in postgres that nobody has taken from", () => {
  it("owes what is charged to it, and is not more than full by what is given back", async () => {
    const store = new PostgresLimitStore(countersPool);
    const { orgId, requests, tokens } = limits(10);
    await store.adjust(orgId, [
      { limit: requests, amount: 8 },
      { limit: tokens, amount: -8 },
    ]);
    const take = async (limit: RateLimit, amount: number) =>
      (await store.take(orgId, [{ limit, amount }])).isAllowed;
    expect([await take(requests, 3), await take(requests, 2)]).toEqual([false, true]);
    expect([await take(tokens, 1_001), await take(tokens, 1_000)]).toEqual([false, true]);
  });
});

describe("processes that share limits", () => {
  it("know how many they are, and when one has left", async () => {
    const [first, second] = [new LiveProcesses(countersPool), new LiveProcesses(countersPool)];
    const others = async () => {
      await first.tell();
      return first.count;
    };
    const before = await others();
    second.join();
    await second.tell();
    expect(await others()).toBe(before + 1);
    await second.leave();
    expect(await others()).toBe(before);
    await countersPool().query(
      "INSERT INTO limit_processes (id, seen_at) VALUES ($1, clock_timestamp() - interval '1 minute')",
      [newId("org")],
    );
    expect(await others()).toBe(before);
  });
});
