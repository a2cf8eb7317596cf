import { describe, expect, it } from "vitest";
import { LeasedLimitStore } from "./leased-limit-store";
import type { Charge, LimitStore, RateLimit } from "./limit-store";
import { MemoryLimitStore } from "./memory-limit-store";

const ORG = "org_1";
const limitOf = (perMinute: number): RateLimit => ({
  name: "requests",
  scope: "organization",
  unit: "requests",
  perMinute,
});
const one = (limit: RateLimit): Charge[] => [{ limit, amount: 1 }];

/** A shared place that counts how often it is asked, on a clock that the test turns. */
function world() {
  const clock = { nowMs: 1_000 };
  const bucket = new MemoryLimitStore(() => clock.nowMs);
  const asked = { takes: 0 };
  const shared: LimitStore = {
    take: async (orgId, charges) => {
      asked.takes += 1;
      return bucket.take(orgId, charges);
    },
    adjust: async (orgId, charges) => bucket.adjust(orgId, charges),
    peek: async (orgId, limits) => bucket.peek(orgId, limits),
  };
  return { clock, bucket, asked, shared, open: () => new LeasedLimitStore(shared, () => clock.nowMs) };
}

async function takeMany(store: LimitStore, limit: RateLimit, times: number): Promise<number> {
  let allowed = 0;
  for (let time = 0; time < times; time++) if ((await store.take(ORG, one(limit))).isAllowed) allowed += 1;
  return allowed;
}

describe("limits held ahead", () => {
  it("ask the shared place far less often than there are requests", async () => {
    const { asked, open } = world();
    const store = open();
    expect(await takeMany(store, limitOf(60_000), 2_000)).toBe(2_000);
    expect(asked.takes).toBeLessThan(200);
    await store.close();
  });

  it("never let four processes through with more than the limit, and give nearly all of it", async () => {
    const { open } = world();
    const limit = limitOf(6_000);
    const stores = [open(), open(), open(), open()];
    let allowed = 0;
    for (let round = 0; round < 2_000; round++)
      for (const store of stores) if ((await store.take(ORG, one(limit))).isAllowed) allowed += 1;
    expect(allowed).toBeLessThanOrEqual(6_000);
    expect(allowed).toBeGreaterThan(6_000 * 0.95);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("give back what was not used", async () => {
    const { open, bucket } = world();
    const limit = limitOf(60_000);
    const store = open();
    await takeMany(store, limit, 500);
    expect(bucket.peek(ORG, [limit])[0]).toBeGreaterThan(500);
    await store.close();
    expect(bucket.peek(ORG, [limit])[0]).toBeCloseTo(500, 3);
  });

  it("say how much is used, not how much is held", async () => {
    const { open } = world();
    const limit = limitOf(60_000);
    const store = open();
    await takeMany(store, limit, 499);
    expect((await store.take(ORG, one(limit))).fullInMs[0]).toBeCloseTo(500, 3);
    expect((await store.peek(ORG, [limit]))[0]).toBeCloseTo(500, 3);
    await store.close();
  });

  it("are not held for small limits: each request asks", async () => {
    const { asked, open } = world();
    const store = open();
    expect(await takeMany(store, limitOf(100), 150)).toBe(100);
    expect(asked.takes).toBe(150);
    await store.close();
  });

  it("are not held while one of several limits is too small for it", async () => {
    const { bucket, open } = world();
    const [large, small] = [limitOf(60_000), { ...limitOf(100), name: "key" }];
    const store = open();
    for (let time = 0; time < 50; time++)
      await store.take(ORG, [
        { limit: large, amount: 1 },
        { limit: small, amount: 1 },
      ]);
    expect(bucket.peek(ORG, [large])[0]).toBeCloseTo(50, 3);
    await store.close();
  });

  it("are not used after their time", async () => {
    const { asked, clock, open } = world();
    const limit = limitOf(60_000);
    const store = open();
    await takeMany(store, limit, 100);
    const before = asked.takes;
    clock.nowMs += 10_000;
    await store.take(ORG, one(limit));
    expect(asked.takes).toBe(before + 1);
    await store.close();
  });

  it("keep what a call gives back for the next one, and pay a debt from it", async () => {
    const { open, bucket } = world();
    const limit: RateLimit = { ...limitOf(600_000), unit: "tokens" };
    const store = open();
    for (let time = 0; time < 200; time++) await store.take(ORG, [{ limit, amount: 10 }]);
    const before = bucket.peek(ORG, [limit])[0] ?? 0;
    await store.adjust(ORG, [{ limit, amount: -9 }]);
    await store.adjust(ORG, [{ limit, amount: 9 }]);
    expect(bucket.peek(ORG, [limit])[0]).toBe(before);
    await store.close();
    expect(bucket.peek(ORG, [limit])[0]).toBeCloseTo(200, 3);
  });

  it("tell of a shared place that fails to whoever needs it", async () => {
    const { clock, shared } = world();
    let isAway = false;
    const store = new LeasedLimitStore(
      { ...shared, take: (...asked) => (isAway ? Promise.reject(new Error("away")) : shared.take(...asked)) },
      () => clock.nowMs,
    );
    const limit = limitOf(60_000);
    await takeMany(store, limit, 100);
    isAway = true;
    const answers = await Promise.allSettled(
      Array.from({ length: 500 }, async () => store.take(ORG, one(limit))),
    );
    expect(answers.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(answers.some(({ status }) => status === "rejected")).toBe(true);
    await store.close();
  });
});
