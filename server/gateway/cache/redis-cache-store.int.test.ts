import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RedisLink } from "@/server/integrations/redis";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import type { CacheSlot, Kept } from "./cache-store";
import { RedisCacheStore } from "./redis-cache-store";

const SEAL = Buffer.alloc(32, 1);

describe.skipIf(redisProgram === null)("answers kept in Redis", () => {
  let server: TestRedis;
  let link: RedisLink;
  let store: RedisCacheStore;

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
      ttlMs: 60_000,
      replaces: false,
      ...more,
    });
  const find = async (over: Partial<CacheSlot> = {}, bucketMax = 1): Promise<string | null> =>
    (await store.find(slot(over), bucketMax)).packed?.toString() ?? null;
  const names = async (): Promise<string[]> => {
    const reply = await link.send(["KEYS", "*"]);
    return Array.isArray(reply) ? reply.map(String).sort() : [];
  };

  beforeEach(async () => {
    server = await startTestRedis();
    link = new RedisLink({ url: server.url, pauseMs: 50 });
    // Patient: what is tested is what is found, not how soon on a busy machine.
    store = new RedisCacheStore(link, { sealKey: SEAL, timeoutMs: 5_000 });
    await link.ping();
  });
  afterEach(async () => {
    await link.close();
    await server.stop();
  });

  it("are found by another process, with the time they were given, and by nobody else's name", async () => {
    await keep();
    const other = new RedisCacheStore(link, { sealKey: SEAL, timeoutMs: 5_000 });
    expect((await other.find(slot(), 1)).packed?.toString()).toBe("a");
    const [name = ""] = await names();
    expect(Number(await link.send(["PTTL", name]))).toBeGreaterThan(50_000);
    for (const over of [{ orgId: "org_2" }, { projectId: "prj_2" }, { generation: 1 }, { name: "m" }])
      expect(await find(over)).toBeNull();
  });

  it("fill a bucket place by place, stay unless replaced, and are given once it is full", async () => {
    for (const [index, text] of ["a", "b"].entries()) {
      expect(await store.find(slot(), 3)).toEqual({ packed: null, freeIndex: index });
      await keep({}, { index, packed: Buffer.from(text) });
    }
    expect(["a", "b"]).toContain(await find({}, 2));
    await keep({}, { packed: Buffer.from("c") });
    expect(await find()).toBe("a");
    await keep({}, { packed: Buffer.from("c"), replaces: true });
    expect(await find()).toBe("c");
  });

  it("cannot be read or planted by whoever holds the server, nor moved to another name", async () => {
    await keep({}, { packed: Buffer.from("secret words") });
    await keep({ orgId: "org_2" }, { packed: Buffer.from("theirs") });
    const [mine = "", theirs = ""] = await names();
    expect((await link.getBytes(mine))?.includes("secret")).toBe(false);
    await link.send(["COPY", theirs, mine, "REPLACE"]);
    for (const poison of [null, "poison", ""]) {
      if (poison !== null) await link.send(["SET", mine, poison]);
      const found = await store.find(slot(), 1);
      expect(found).toEqual({ packed: Buffer.alloc(0), freeIndex: 0 });
    }
    await link.send(["DEL", mine]);
    await link.send(["LPUSH", mine, "another type"]);
    expect(await store.find(slot(), 1)).toEqual({ packed: null, freeIndex: 0 });
    const stranger = new RedisCacheStore(link, { sealKey: Buffer.alloc(32, 2), timeoutMs: 5_000 });
    expect((await stranger.find(slot({ orgId: "org_2" }), 1)).packed).toEqual(Buffer.alloc(0));
  });

  it("keep the latest questions of a context", async () => {
    for (let n = 0; n < 205; n++)
      await store.addQuestion({ slot: slot(), packed: Buffer.from(`q${n}`), ttlMs: 60_000 });
    const questions = await store.questions(slot());
    expect([questions.length, String(questions[0]), String(questions.at(-1))]).toEqual([200, "q204", "q5"]);
    expect(await store.questions(slot({ orgId: "org_2" }))).toEqual([]);
    const [name = ""] = await names();
    await link.send(["LPUSH", name, "poison"]);
    expect(await store.questions(slot())).toHaveLength(200);
  });

  it("go when they were cleared: those of earlier generations of that project, and no others", async () => {
    for (let n = 0; n < 40; n++) await keep({ name: `n${n}` });
    await keep({ generation: 1 });
    await keep({ projectId: "prj_2" });
    await keep({ orgId: "org_2" });
    await store.retain(
      "org_1",
      new Map([
        ["prj_1", 1],
        ["prj_2", 0],
      ]),
    );
    expect(await names()).toHaveLength(3);
    expect(await find({ generation: 1 })).toBe("a");
  });

  it("are not found while the server is gone or hangs, without an error, and are found again after that", async () => {
    await keep();
    const hasty = new RedisCacheStore(link, { sealKey: SEAL });
    server.freeze();
    expect(await hasty.find(slot(), 1)).toEqual({ packed: null, freeIndex: 0 });
    server.thaw();
    await expect.poll(() => find()).toBe("a");
    await server.stop();
    expect(await hasty.find(slot(), 3)).toEqual({ packed: null, freeIndex: 0 });
    await keep();
    expect(await store.questions(slot())).toEqual([]);
    server = await startTestRedis(server.port);
    await expect
      .poll(async () => {
        await keep();
        return find();
      })
      .toBe("a");
  });
});
