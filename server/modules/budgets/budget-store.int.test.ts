import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { RedisLink } from "@/server/integrations/redis";
import { closeCountersPool, countersPool } from "@/server/modules/limits";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import type { BudgetStore, Reservation } from "./budget-store";
import { MemoryBudgetStore } from "./memory-budget-store";
import { PostgresBudgetStore } from "./postgres-budget-store";
import { RedisBudgetStore } from "./redis-budget-store";

let redis: TestRedis | null = null;
let link = new RedisLink({ url: "redis://127.0.0.1:1" });

beforeAll(async () => {
  if (redisProgram === null) return;
  redis = await startTestRedis();
  link = new RedisLink({ url: redis.url });
  await link.ping();
});
afterAll(async () => {
  await link.close();
  await redis?.stop();
  await closeCountersPool();
});

const MONTH = "2026-05-01";
const STORES = [
  { name: "memory", open: () => new MemoryBudgetStore() },
  { name: "postgres", open: () => new PostgresBudgetStore(countersPool) },
  { name: "redis", open: () => new RedisBudgetStore(link) },
];

function reservation(
  ids: readonly string[],
  over: Partial<Reservation> & { limit?: number | null; spent?: number } = {},
): Reservation {
  const { limit = 100, spent = 0, ...facts } = over;
  const budgets = ids.map((id) => ({ id, limitMicroUsd: limit, spentMicroUsd: spent }));
  return { orgId: "org_store", month: MONTH, id: uuidv7(), budgets, amountMicroUsd: 30, ...facts };
}

describe.each(STORES)("budgets counted in $name", ({ name, open }) => {
  const test = it.skipIf(name === "redis" && redisProgram === null);
  let store: BudgetStore;
  beforeAll(() => {
    store = open();
  });
  const level = async (id: string) => (await store.peek("org_store", MONTH, [id]))[0];

  test("reserve only what fits, however many ask at once", async () => {
    const id = newId("bud");
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.reserve(reservation([id]))));
    expect(answers.filter((at) => at === -1)).toHaveLength(3);
    expect(await level(id)).toEqual({ spentMicroUsd: 0, reservedMicroUsd: 90 });
  });

  test("reserve in every budget of a request or in none, and name the one that has no room", async () => {
    const [wide, tight] = [newId("bud"), newId("bud")];
    const first = reservation([wide, tight], { amountMicroUsd: 80 });
    expect(await store.reserve(first)).toBe(-1);
    const second = reservation([wide, tight], { amountMicroUsd: 80 });
    const budgets = second.budgets.map((budget) =>
      budget.id === wide ? { ...budget, limitMicroUsd: 1_000 } : budget,
    );
    expect(await store.reserve({ ...second, budgets })).toBe(1);
    expect(await level(wide)).toEqual({ spentMicroUsd: 0, reservedMicroUsd: 80 });
    await store.settle(first, 10);
    expect(await level(wide)).toEqual({ spentMicroUsd: 10, reservedMicroUsd: 0 });
    expect(await level(tight)).toEqual({ spentMicroUsd: 10, reservedMicroUsd: 0 });
  });

  test("are spent by what the stored requests cost, when they know of less", async () => {
    const id = newId("bud");
    expect(await store.reserve(reservation([id], { spent: 90, amountMicroUsd: 5 }))).toBe(-1);
    expect(await store.reserve(reservation([id], { spent: 100, amountMicroUsd: 0 }))).toBe(0);
    expect((await level(id))?.spentMicroUsd).toBe(100);
    expect(await store.reserve(reservation([id], { spent: 100, limit: null, amountMicroUsd: 500 }))).toBe(-1);
  });

  test("begin anew with each month", async () => {
    const id = newId("bud");
    expect(await store.reserve(reservation([id], { spent: 100 }))).toBe(0);
    expect(await store.reserve(reservation([id], { month: "2026-06-01" }))).toBe(-1);
  });
});

describe("a reservation of a process that died", () => {
  it("runs out: rows", async () => {
    const id = newId("bud");
    const store = new PostgresBudgetStore(countersPool);
    expect(await store.reserve(reservation([id], { amountMicroUsd: 100 }))).toBe(-1);
    expect(await store.reserve(reservation([id]))).toBe(0);
    await systemDb().budgetReservation.updateMany({
      where: { budgetId: id },
      data: { expiresAt: new Date(0) },
    });
    expect(await store.reserve(reservation([id]))).toBe(-1);
  });

  it.skipIf(redisProgram === null)("runs out: Redis", async () => {
    const id = newId("bud");
    const store = new RedisBudgetStore(link);
    const dead = reservation([id], { amountMicroUsd: 100 });
    expect(await store.reserve(dead)).toBe(-1);
    expect(await store.reserve(reservation([id]))).toBe(0);
    await link.send(["ZADD", `floopy:{org_store}:budget:${id}:${MONTH}:expiry`, "1", dead.id]);
    expect(await store.reserve(reservation([id]))).toBe(-1);
    expect(await store.peek("org_store", MONTH, [id])).toEqual([{ spentMicroUsd: 0, reservedMicroUsd: 30 }]);
  });
});
