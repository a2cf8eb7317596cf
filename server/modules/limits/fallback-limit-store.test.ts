import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FallbackLimitStore } from "./fallback-limit-store";
import { LeasedLimitStore } from "./leased-limit-store";
import type { LimitStore, RateLimit } from "./limit-store";
import { MemoryLimitStore } from "./memory-limit-store";

const ORG = "org_1";
const PROCESSES = 4;
const TICK_MS = 50;
const TOLERANCE = 1.01;

const limitOf = (perMinute: number, unit: RateLimit["unit"] = "requests"): RateLimit => ({
  ...{ name: unit, scope: "organization", unit, perMinute },
});

/** Four processes, and a shared place that any of them may not reach, on a clock that the test turns. */
function world(processes = PROCESSES) {
  const clock = { nowMs: 1_000 };
  const bucket = new MemoryLimitStore(() => clock.nowMs);
  const isCut = Array.from({ length: processes }, () => false);
  const stores = isCut.map((_, index) => {
    const reach = async <T>(ask: () => T): Promise<T> => {
      if (isCut[index]) throw new Error("no answer in time");
      return ask();
    };
    const place: LimitStore = {
      take: (...asked) => reach(() => bucket.take(...asked)),
      adjust: (...asked) => reach(() => bucket.adjust(...asked)),
      peek: (...asked) => reach(() => bucket.peek(...asked)),
    };
    const leases = new LeasedLimitStore(place, () => clock.nowMs);
    return new FallbackLimitStore(leases, { processes: () => processes, nowMs: () => clock.nowMs });
  });
  const cut = (which: readonly number[]): void => {
    for (const index of isCut.keys()) isCut[index] = which.includes(index);
  };
  const close = (): void => {
    for (const store of stores) store.close();
  };
  return { clock, bucket, stores, cut, close };
}

type World = ReturnType<typeof world>;

/** Asks at every process as often as it may, for so long; returns what was let through. */
async function storm(
  { clock, stores }: World,
  limit: RateLimit,
  forMs: number,
  perTick = 5,
): Promise<number> {
  let admitted = 0;
  for (let passed = 0; passed < forMs; passed += TICK_MS) {
    for (const store of stores)
      for (let time = 0; time < perTick; time++)
        if ((await store.take(ORG, [{ limit, amount: 1 }])).isAllowed) admitted += 1;
    clock.nowMs += TICK_MS;
    if (clock.nowMs % 1_000 === 0) await Promise.all(stores.map((store) => store.tryAgain()));
  }
  return admitted;
}

const allowedIn = (limit: RateLimit, forMs: number): number =>
  limit.perMinute * (1 + forMs / 60_000) * TOLERANCE;

describe("limits whose shared place is away", () => {
  it("go on: a lone process lets through what there is, at its pace, and not without end", async () => {
    const only = world(1);
    const limit = limitOf(60);
    await only.stores[0]?.take(ORG, [{ limit, amount: 1 }]);
    only.cut([0]);
    expect(await storm(only, limit, 30_000)).toBeGreaterThanOrEqual(29);
    only.close();
  });

  it.each([3_000, 400, 100])(
    "let four processes together through with %i a minute, as long as it is away",
    async (perMinute) => {
      const four = world();
      const limit = limitOf(perMinute);
      let admitted = await storm(four, limit, 2_000);
      four.cut([0, 1, 2, 3]);
      admitted += await storm(four, limit, 120_000);
      four.cut([]);
      admitted += await storm(four, limit, 10_000);
      expect(admitted).toBeLessThanOrEqual(allowedIn(limit, 132_000));
      expect(admitted).toBeGreaterThan(perMinute * 2);
      four.close();
    },
  );

  it("are repaid by who alone could not reach it: at the end nobody has had more", async () => {
    const four = world();
    const limit = limitOf(400);
    let admitted = await storm(four, limit, 1_000, 1);
    four.cut([2]);
    admitted += await storm(four, limit, 20_000);
    const over = admitted - allowedIn(limit, 21_000);
    expect(over).toBeLessThanOrEqual((limit.perMinute / PROCESSES) * (20_000 / 60_000) + 1);
    four.cut([]);
    admitted += await storm(four, limit, 20_000);
    expect(admitted).toBeLessThanOrEqual(allowedIn(limit, 41_000));
    expect(admitted).toBeGreaterThan(allowedIn(limit, 41_000) * 0.97);
    four.close();
  });

  it("are not charged twice for a minute that has filled the bucket again", async () => {
    const four = world();
    const limit = limitOf(400);
    four.cut([0, 1, 2, 3]);
    await storm(four, limit, 600_000, 1);
    four.cut([]);
    await Promise.all(four.stores.map((store) => store.tryAgain()));
    expect(four.bucket.peek(ORG, [limit])[0]).toBeLessThanOrEqual(60_000);
    expect(await storm(four, limit, 60_000)).toBeGreaterThan(390);
    four.close();
  });

  it("hold whatever process loses the place whenever: over the limit by its share of that time, and it is repaid", async () => {
    const outages = fc.array(
      fc.record({
        which: fc.subarray([0, 1, 2, 3]),
        forMs: fc.integer({ min: 1, max: 60 }).map((steps) => steps * 100),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(outages, fc.constantFrom(240, 400, 3_000), async (phases, perMinute) => {
        const four = world();
        const limit = limitOf(perMinute);
        let [admitted, passedMs, shareMs, lost] = [0, 0, 0, 0];
        for (const { which, forMs } of phases) {
          four.cut(which);
          admitted += await storm(four, limit, forMs, 2);
          passedMs += forMs;
          // A process that lost the place notices its return within a second.
          shareMs += which.length * (forMs + 1_000);
          lost += which.length;
          const share = (perMinute / PROCESSES) * (shareMs / 60_000) + lost * Math.max(1, perMinute * 0.0025);
          expect(admitted).toBeLessThanOrEqual(allowedIn(limit, passedMs) + share);
        }
        four.cut([]);
        const rest = await storm(four, limit, 60_000, 2);
        expect(admitted + rest).toBeLessThanOrEqual(allowedIn(limit, passedMs + 60_000));
        four.close();
      }),
      { numRuns: 15 },
    );
  });

  it("keep a token limit’s pace where one call asks for more than a share, and take back what it did not use", async () => {
    const four = world();
    const limit = limitOf(10_000, "tokens");
    const [store] = four.stores;
    if (store === undefined) throw new Error("no store");
    four.cut([0]);
    const take = async () => (await store.take(ORG, [{ limit, amount: 5_000 }])).isAllowed;
    expect([await take(), await take()]).toEqual([true, false]);
    await store.adjust(ORG, [{ limit, amount: -4_000 }]);
    four.clock.nowMs += 30_000;
    expect([await take(), await take()]).toEqual([true, false]);
    four.close();
  });

  it("tell who is refused how long a share takes to fill", async () => {
    const four = world();
    const limit = limitOf(60);
    const [store] = four.stores;
    four.cut([0]);
    await store?.take(ORG, [{ limit, amount: 1 }]);
    const refused = await store?.take(ORG, [{ limit, amount: 1 }]);
    expect(refused?.isAllowed).toBe(false);
    expect((refused?.fullInMs[0] ?? 0) + 1_000 - 60_000).toBeCloseTo(4_000, 0);
    four.close();
  });
});
