import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { RedisLink } from "@/server/integrations/redis";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { AnswerSeal } from "./answer-seal";
import type { Begun, IdempotencyStore, KeptAnswer, KeyedRequest } from "./idempotency-store";
import { LocalIdempotencyStore } from "./local-idempotency-store";
import { SharedIdempotencyStore } from "./shared-idempotency-store";

const HOUR_MS = 3_600_000;
let redis: TestRedis;
const links: RedisLink[] = [];

beforeAll(async () => {
  if (redisProgram !== null) redis = await startTestRedis();
});
afterAll(async () => {
  for (const link of links) await link.close();
  await redis?.stop();
});

/** What one process has: its own memory and its own connection. */
function sharedStore(): IdempotencyStore {
  const link = new RedisLink({ url: redis.url, commandTimeoutMs: 2_000 });
  links.push(link);
  return new SharedIdempotencyStore(new LocalIdempotencyStore(), link, new AnswerSeal(Buffer.alloc(32, 7)));
}

const request = (over: Partial<KeyedRequest> = {}): KeyedRequest => ({
  orgId: newId("org"),
  name: "k",
  fingerprint: "f",
  keepTextMs: 24 * HOUR_MS,
  ...over,
});
const answer = (text: string): KeptAnswer => ({
  requestId: "r",
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.from(text),
  isStream: false,
  hop: null,
});
async function firstOf(
  store: IdempotencyStore,
  asked: KeyedRequest,
): Promise<Extract<Begun, { kind: "first" }>> {
  const begun = await store.begin(asked);
  if (begun.kind !== "first") throw new Error(`it is ${begun.kind}`);
  return begun;
}

/** Two doors to one memory: the same process twice, or two processes with one Redis. */
const KINDS = [
  { kind: "one process", open: () => pair(new LocalIdempotencyStore()) },
  { kind: "two processes with one Redis", open: () => [sharedStore(), sharedStore()] as const },
] as const;
const pair = (store: IdempotencyStore): readonly [IdempotencyStore, IdempotencyStore] => [store, store];

describe.skipIf(redisProgram === null).each(KINDS)("who asks twice with one key, in $kind,", ({ open }) => {
  it("waits for the first, and gets its answer then and later", async () => {
    const [here, there] = open();
    const asked = request();
    const first = await firstOf(here, asked);
    const second = await there.begin(asked);
    if (second.kind !== "running") throw new Error(`it is ${second.kind}`);
    first.end({ kind: "kept", answer: answer("the one answer") });
    const ended = await second.ended;
    expect(ended).toMatchObject({ kind: "kept", answer: { status: 200, requestId: "r" } });
    const later = await there.begin(asked);
    expect(later.kind === "answered" && later.answer?.body.toString()).toBe("the one answer");
  });

  it("is told of another body, running or answered", async () => {
    const [here, there] = open();
    const asked = request();
    const first = await firstOf(here, asked);
    expect((await there.begin({ ...asked, fingerprint: "g" })).kind).toBe("conflict");
    first.end({ kind: "kept", answer: answer("a") });
    await expect.poll(async () => (await there.begin({ ...asked, fingerprint: "g" })).kind).toBe("conflict");
  });

  it("gets the failure of the one it waited for, and the key is free again", async () => {
    const [here, there] = open();
    const asked = request();
    const first = await firstOf(here, asked);
    const second = await there.begin(asked);
    const error = new AppError("all_providers_failed", "no", {
      userMessage: "Nobody.",
      details: { attempts: [] },
    });
    first.end({ kind: "failed", error });
    if (second.kind !== "running") throw new Error(`it is ${second.kind}`);
    const ended = await second.ended;
    expect(ended.kind === "failed" && [ended.error.code, ended.error.userMessage]).toEqual([
      "all_providers_failed",
      "Nobody.",
    ]);
    await expect.poll(async () => (await there.begin(asked)).kind).toBe("first");
  });

  it("may make the call when the first was abandoned", async () => {
    const [here, there] = open();
    const asked = request();
    const first = await firstOf(here, asked);
    const second = await there.begin(asked);
    first.end({ kind: "abandoned" });
    if (second.kind !== "running") throw new Error(`it is ${second.kind}`);
    expect((await second.ended).kind).toBe("abandoned");
    await firstOf(there, asked);
  });

  it("never meets another organisation with the same names", async () => {
    const [here, there] = open();
    const asked = request();
    (await firstOf(here, asked)).end({ kind: "kept", answer: answer("ours") });
    await firstOf(there, { ...asked, orgId: newId("org") });
  });
});

describe.skipIf(redisProgram === null)("what stands in Redis", () => {
  it("tells nothing of the answer, and goes when its time is over", async () => {
    const asked = request({ keepTextMs: 600_000 });
    (await firstOf(sharedStore(), asked)).end({ kind: "kept", answer: answer("very private words") });
    const link = new RedisLink({ url: redis.url, commandTimeoutMs: 2_000 });
    links.push(link);
    const answers = async (): Promise<string[]> =>
      ([] as unknown[]).concat(await link.send(["KEYS", "floopy:idempotency:*:a"])).map(String);
    await expect.poll(async () => (await answers()).length).toBeGreaterThan(0);
    let found = 0;
    for (const key of await answers()) {
      expect((await link.getBytes(key))?.toString("latin1")).not.toContain("private");
      const leftMs = Number(await link.send(["PTTL", key]));
      expect(leftMs).toBeGreaterThan(0);
      if (leftMs <= 600_000) found += 1;
    }
    expect(found).toBe(1);
  });

  it("is done without while Redis is away: each process goes by its own memory", async () => {
    const away = await startTestRedis();
    const link = new RedisLink({ url: away.url });
    links.push(link);
    const store = new SharedIdempotencyStore(
      new LocalIdempotencyStore(),
      link,
      new AnswerSeal(Buffer.alloc(32, 7)),
    );
    await link.ping();
    await away.stop();
    const asked = request();
    (await firstOf(store, asked)).end({ kind: "kept", answer: answer("still one") });
    const again = await store.begin(asked);
    expect(again.kind === "answered" && again.answer?.body.toString()).toBe("still one");
  });
});
