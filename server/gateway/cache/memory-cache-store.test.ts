import { beforeEach, describe, expect, it } from "vitest";
import type { CacheSlot, Kept } from "./cache-store";
import { MemoryCacheStore } from "./memory-cache-store";

let nowMs: number;
let store: MemoryCacheStore;
beforeEach(() => {
  nowMs = 1_000_000;
  store = new MemoryCacheStore({}, () => nowMs);
});

const slot = (over: Partial<CacheSlot> = {}): CacheSlot => ({
  orgId: "org_1",
  projectId: "prj_1",
  generation: 0,
  name: "n",
  ...over,
});
const keep = (over: Partial<CacheSlot> = {}, more: Partial<Kept> = {}): Promise<void> =>
  store.keep({
    slot: slot(over),
    index: 0,
    packed: Buffer.from("a"),
    ttlMs: 1_000,
    replaces: false,
    ...more,
  });
const find = async (over: Partial<CacheSlot> = {}, bucketMax = 1): Promise<string | null> =>
  (await store.find(slot(over), bucketMax)).packed?.toString() ?? null;

describe("answers kept in memory", () => {
  it("are found until their time is over", async () => {
    expect(await store.find(slot(), 1)).toEqual({ packed: null, freeIndex: 0 });
    await keep();
    nowMs += 999;
    expect(await find()).toBe("a");
    nowMs += 1;
    expect(await find()).toBeNull();
    expect(store.bytes).toBe(0);
  });

  it("belong to one organisation, project, generation and name", async () => {
    await keep();
    for (const over of [{ orgId: "org_2" }, { projectId: "prj_2" }, { generation: 1 }, { name: "m" }])
      expect(await find(over)).toBeNull();
  });

  it("are given from a bucket only when it is full, and then any of them", async () => {
    const picks = [0, 0.34, 0.99];
    store = new MemoryCacheStore(
      {},
      () => nowMs,
      () => picks.shift() ?? 0,
    );
    for (const [index, text] of ["a", "b", "c"].entries()) {
      expect((await store.find(slot(), 4)).freeIndex).toBe(index);
      await keep({}, { index, packed: Buffer.from(text) });
    }
    picks.push(0, 0.34, 0.99);
    picks.splice(0, picks.length - 3);
    expect([await find({}, 3), await find({}, 3), await find({}, 3)]).toEqual(["a", "b", "c"]);
    expect(await find({}, 4)).toBeNull();
  });

  it("stay when another one comes for the same place, unless it is meant to replace them", async () => {
    await keep();
    await keep({}, { packed: Buffer.from("b") });
    expect(await find()).toBe("a");
    await keep({}, { packed: Buffer.from("c"), replaces: true });
    expect(await find()).toBe("c");
  });

  it("stay within an organisation's share: its own least used go, nobody else's", async () => {
    store = new MemoryCacheStore({ orgBytes: 12_000 }, () => nowMs);
    const packed = Buffer.alloc(2_000);
    await keep({ orgId: "org_2" });
    for (let n = 0; n < 10; n++) {
      await keep({ name: `n${n}` }, { packed });
      await find({ name: "n0" });
    }
    expect(store.bytes).toBeLessThanOrEqual(12_000 + 513);
    expect(await find({ name: "n0" })).not.toBeNull();
    expect(await find({ name: "n1" })).toBeNull();
    expect(await find({ orgId: "org_2" })).toBe("a");
    await keep({ name: "huge" }, { packed: Buffer.alloc(12_000) });
    expect(await find({ name: "huge" })).toBeNull();
  });

  it("stay within the whole size by taking from whoever holds most", async () => {
    store = new MemoryCacheStore({ totalBytes: 20_000 }, () => nowMs);
    await keep({ orgId: "org_2" });
    for (let n = 0; n < 20; n++) await keep({ name: `n${n}` }, { packed: Buffer.alloc(2_000) });
    expect(store.bytes).toBeLessThanOrEqual(20_000);
    expect(await find({ orgId: "org_2" })).toBe("a");
  });

  it("are let go when they are over, though nobody asks for them", async () => {
    for (let n = 0; n < 5; n++) await keep({ name: `n${n}`, orgId: `org_${n}` });
    nowMs += 61_000;
    await keep({ name: "new" });
    expect(store.bytes).toBe(513);
    expect(store.mayHold("org_3")).toBe(false);
  });

  it("are dropped with what was cleared and with projects that are gone", async () => {
    await keep({ generation: 0 });
    await keep({ generation: 1 });
    await keep({ projectId: "prj_gone" });
    await keep({ orgId: "org_2" });
    await store.retain("org_1", new Map([["prj_1", 1]]));
    expect(store.bytes).toBe(2 * 513);
    expect(await find({ generation: 1 })).toBe("a");
    expect(await find({ orgId: "org_2" })).toBe("a");
  });
});
