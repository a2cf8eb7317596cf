import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import type { Begun, Ended, KeptAnswer, KeyedRequest } from "./idempotency-store";
import { LocalIdempotencyStore } from "./local-idempotency-store";

const HOUR_MS = 3_600_000;
let nowMs: number;
let store: LocalIdempotencyStore;

beforeEach(() => {
  nowMs = 1_000_000;
  store = new LocalIdempotencyStore({}, () => nowMs);
});

const request = (over: Partial<KeyedRequest> = {}): KeyedRequest => ({
  orgId: "org_1",
  name: "k",
  fingerprint: "f",
  keepTextMs: 24 * HOUR_MS,
  ...over,
});
const answer = (text = "a"): KeptAnswer => ({
  requestId: "r",
  status: 200,
  headers: {},
  body: Buffer.from(text),
  isStream: false,
  hop: null,
});

async function first(over: Partial<KeyedRequest> = {}): Promise<Extract<Begun, { kind: "first" }>> {
  const begun = await store.begin(request(over));
  if (begun.kind !== "first") throw new Error(`it is ${begun.kind}`);
  return begun;
}
async function keep(over: Partial<KeyedRequest> = {}, kept: KeptAnswer | null = answer()): Promise<void> {
  (await first(over)).end({ kind: "kept", answer: kept });
}
const kindOf = async (over: Partial<KeyedRequest> = {}): Promise<string> =>
  (await store.begin(request(over))).kind;

describe("the store of idempotency keys", () => {
  it("has exactly one first, tells the others how it ended, and then the answer for 24 hours", async () => {
    const claim = await first();
    const others = await Promise.all([store.begin(request()), store.begin(request())]);
    claim.end({ kind: "kept", answer: answer("x") });
    for (const other of others) {
      if (other.kind !== "running") throw new Error(`it is ${other.kind}`);
      expect(await other.ended).toMatchObject({ kind: "kept", answer: { requestId: "r" } });
    }
    nowMs += 24 * HOUR_MS - 1;
    expect(await store.begin(request())).toMatchObject({ kind: "answered", answer: { requestId: "r" } });
    nowMs += 1;
    expect(await kindOf()).toBe("first");
  });

  it("refuses another request under the same key, running or answered", async () => {
    const claim = await first();
    expect(await kindOf({ fingerprint: "other" })).toBe("conflict");
    claim.end({ kind: "kept", answer: answer() });
    expect(await kindOf({ fingerprint: "other" })).toBe("conflict");
  });

  it.each<Ended>([
    { kind: "failed", error: new AppError("all_providers_failed", "x") },
    { kind: "abandoned" },
    { kind: "given", answer: answer() },
  ])("frees the key when the first one ended as $kind", async (ended) => {
    (await first()).end(ended);
    expect(await kindOf({ fingerprint: "other" })).toBe("first");
    expect(store.bytes).toBe(0);
  });

  it("keeps organisations and names apart", async () => {
    await keep();
    expect(await kindOf({ orgId: "org_2" })).toBe("first");
    expect(await kindOf({ name: "other" })).toBe("first");
  });

  it("remembers that a key was answered when the answer is too large to be kept", async () => {
    store = new LocalIdempotencyStore({ answerBytes: 10 }, () => nowMs);
    await keep({}, answer("x".repeat(11)));
    await keep({ name: "unknown size" }, null);
    expect(await store.begin(request())).toEqual({ kind: "answered", answer: null });
    expect(await store.begin(request({ name: "unknown size" }))).toEqual({ kind: "answered", answer: null });
  });

  it("stays within an organisation's share by forgetting its own oldest, nobody else's", async () => {
    store = new LocalIdempotencyStore({ orgBytes: 20_000 }, () => nowMs);
    await keep({ orgId: "org_2" });
    for (let turn = 0; turn < 10; turn++) await keep({ name: `k${turn}` }, answer("x".repeat(4_000)));
    expect(store.bytes).toBeLessThan(22_000);
    expect(await kindOf({ name: "k9" })).toBe("answered");
    expect(await kindOf({ name: "k0" })).toBe("first");
    expect(await kindOf({ orgId: "org_2" })).toBe("answered");
  });

  it("stays within its whole size by forgetting from whoever holds most", async () => {
    store = new LocalIdempotencyStore({ totalBytes: 30_000 }, () => nowMs);
    await keep({ orgId: "org_2" });
    for (let turn = 0; turn < 20; turn++) await keep({ name: `k${turn}` }, answer("x".repeat(4_000)));
    expect(store.bytes).toBeLessThanOrEqual(30_000);
    expect(await kindOf({ orgId: "org_2" })).toBe("answered");
    expect(await kindOf({ name: "k19" })).toBe("answered");
  });

  it("lets go of what has expired, down to nothing", async () => {
    for (let turn = 0; turn < 5; turn++) await keep({ name: `k${turn}` });
    const before = store.bytes;
    nowMs += 25 * HOUR_MS;
    await keep({ name: "new" });
    expect(store.bytes).toBe(before / 5);
  });

  it("gives a key whose first request was lost to the next one, and ignores the lost one's late end", async () => {
    const lost = await first();
    nowMs += 15 * 60_000 + 1;
    const next = await first();
    lost.end({ kind: "kept", answer: answer("late") });
    expect(await kindOf()).toBe("running");
    next.end({ kind: "kept", answer: answer("right") });
    const begun = await store.begin(request());
    expect(begun.kind === "answered" && begun.answer?.body.toString()).toBe("right");
  });

  it("forgets an answer before the fact that there was one, where no text may be stored", async () => {
    await keep({ keepTextMs: 600_000 }, answer("private"));
    await keep({ name: "other" }, answer("kept"));
    const before = store.bytes;
    nowMs += 600_001;
    store.sweep();
    expect(store.bytes).toBe(before - "private".length);
    expect(await store.begin(request())).toEqual({ kind: "answered", answer: null });
    expect(await store.begin(request({ name: "other" }))).toMatchObject({
      kind: "answered",
      answer: { status: 200 },
    });
  });
});
