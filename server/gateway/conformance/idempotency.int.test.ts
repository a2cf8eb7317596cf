import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import {
  answers,
  type Behaviour,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
} from "./fake-upstream";
import { DOORS, type Harness, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let ours: GatewayTenant;
let theirs: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  ours = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  theirs = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

/** Answers with a different text each time, when it is told to. */
function gated(made: (count: number) => Behaviour): { behaviour: Behaviour; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let count = 0;
  return {
    open: () => open(),
    behaviour: async (res, call) => {
      count += 1;
      const answer = made(count);
      await opened;
      await answer(res, call);
    },
  };
}
const numbered = (count: number): Behaviour => answers(200, completion(`answer ${count}`));
const counted = (): Behaviour => {
  let count = 0;
  return (res, call) => numbered(++count)(res, call);
};
const idOf = (response: RawResponse): string => String(response.headers["x-request-id"]);

describe.each(DOORS)("Idempotency-Key at the %s door", (door) => {
  /** Both doors lead to one gateway. */
  const keyHere = (key: string): string => (key === "" ? "" : `${key}-${door}`);
  const ask = (
    model: string,
    key: string | null,
    over: Record<string, unknown> = {},
    { apiKey = ours.apiKey, ...call }: RawCall & { apiKey?: string } = {},
  ): Promise<RawResponse> => {
    const body = JSON.stringify({
      model: `custom/${model}`,
      messages: [{ role: "user", content: "hi" }],
      ...over,
    });
    const headers: Record<string, string> = key === null ? {} : { "idempotency-key": keyHere(key) };
    return rawCall(`${harness.baseUrl(door)}/chat/completions`, apiKey, { body, headers, ...call });
  };
  const model = (name: string, behaviour: Behaviour): string => {
    upstream.on(`${name}-${door}`, behaviour);
    return `${name}-${door}`;
  };

  it("makes one call for concurrent and later requests, and gives all of them the same bytes", async () => {
    const gate = gated(numbered);
    const name = model("once", gate.behaviour);
    const asked = [ask(name, "k"), ask(name, "k"), ask(name, "k")];
    await expect.poll(() => upstream.callsOf(name).length).toBe(1);
    gate.open();
    const responses = [...(await Promise.all(asked)), await ask(name, "k")];
    expect(new Set(responses.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(responses[0]?.text).toContain("answer 1");
    expect(upstream.callsOf(name)).toHaveLength(1);
    const originals = responses.filter(({ headers }) => headers["floopy-idempotent-replay"] === undefined);
    const [original] = originals;
    expect(originals).toHaveLength(1);
    const replays = responses.filter((response) => response !== original);
    for (const replay of replays) {
      expect(replay.headers).toMatchObject({
        "floopy-idempotent-replay": original?.headers["x-request-id"],
        "floopy-model": name,
        "floopy-cost-micro-usd": "0",
      });
      const { request } = await harness.record(idOf(replay));
      expect(request).toMatchObject({ status: "cached", costMicroUsd: 0, inputTokens: null, attempts: [] });
    }
    expect(new Set(responses.map(idOf)).size).toBe(4);
  });

  it("makes a call for each request without a key, and for each other key", async () => {
    const name = model("many", counted());
    const responses = [
      await ask(name, null),
      await ask(name, null),
      await ask(name, "a"),
      await ask(name, "b"),
    ];
    expect(new Set(responses.map(({ text }) => text)).size).toBe(4);
  });

  it("answers 409 idempotency_conflict for another body under the same key, running or answered", async () => {
    const gate = gated(numbered);
    const name = model("conflict", gate.behaviour);
    const running = ask(name, "c");
    await expect.poll(() => upstream.callsOf(name).length).toBe(1);
    const early = await ask(name, "c", { temperature: 1 });
    gate.open();
    await running;
    for (const response of [early, await ask(name, "c", { temperature: 1 })]) {
      expect(response.status).toBe(409);
      expect(response.json().error.code).toBe("idempotency_conflict");
    }
    expect(upstream.callsOf(name)).toHaveLength(1);
  });

  it("frees the key after a failure", async () => {
    let isUp = false;
    const name = model("fails", (res, call) => (isUp ? numbered(1) : answers(501, "{}"))(res, call));
    expect((await ask(name, "f")).status).toBe(502);
    isUp = true;
    expect((await ask(name, "f")).status).toBe(200);
  });

  it("keeps a refusal of the request, and forgets one that depends on the setup", async () => {
    const name = model("refused", answers(400, '{"error":{"message":"bad"}}'));
    const missing = model("missing", answers(404, '{"error":{"message":"none"}}'));
    for (let turn = 0; turn < 2; turn++) {
      expect((await ask(name, "r")).status).toBe(400);
      expect((await ask(missing, "m")).status).toBe(404);
    }
    expect(upstream.callsOf(name)).toHaveLength(1);
    expect(upstream.callsOf(missing)).toHaveLength(2);
  });

  it("lets one who waits make the call when the first client leaves", async () => {
    const gate = gated(numbered);
    const name = model("leaves", gate.behaviour);
    const leaving = new AbortController();
    const first = fetch(`${harness.baseUrl(door)}/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ours.apiKey}`,
        "content-type": "application/json",
        "idempotency-key": keyHere("l"),
      },
      body: JSON.stringify({ model: `custom/${name}`, messages: [{ role: "user", content: "hi" }] }),
      signal: leaving.signal,
    }).catch(() => null);
    await expect.poll(() => upstream.callsOf(name).length).toBe(1);
    const waiting = ask(name, "l");
    leaving.abort();
    await first;
    await expect.poll(() => upstream.callsOf(name).length).toBe(2);
    gate.open();
    expect((await waiting).text).toContain("answer 2");
  });

  it("plays a complete stream again byte for byte, and answers 409 while it is running", async () => {
    const gate = gated((count) => streams(chunkEvent({ content: `word ${count}` }, "stop") + DONE_EVENT));
    const name = model("stream", gate.behaviour);
    const running = ask(name, "s", { stream: true });
    await expect.poll(() => upstream.callsOf(name).length).toBe(1);
    const early = await ask(name, "s", { stream: true });
    expect([early.status, early.json().error.code, early.headers["retry-after"]]).toEqual([
      409,
      "conflict",
      "2",
    ]);
    gate.open();
    const whole = await running;
    const again = await ask(name, "s", { stream: true });
    expect(again.text).toBe(whole.text);
    expect(again.text.endsWith(DONE_EVENT)).toBe(true);
    expect(again.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(upstream.callsOf(name)).toHaveLength(1);
  });

  it("frees the key when the stream broke off", async () => {
    let count = 0;
    const whole = streams(chunkEvent({ content: "whole" }, "stop") + DONE_EVENT);
    const torn = streams(chunkEvent({ content: "half" }), { isCut: true });
    const name = model("torn", (res, call) => (++count === 1 ? torn : whole)(res, call));
    expect((await ask(name, "t", { stream: true })).text).toContain("stream_truncated");
    expect((await ask(name, "t", { stream: true })).text).toContain("whole");
  });

  it("holds for embeddings too", async () => {
    let count = 0;
    const name = model("embed", (res, call) =>
      answers(200, JSON.stringify({ data: [{ embedding: [++count], index: 0 }] }))(res, call),
    );
    const embed = (): Promise<RawResponse> =>
      rawCall(`${harness.baseUrl(door)}/embeddings`, ours.apiKey, {
        body: JSON.stringify({ model: `custom/${name}`, input: "x" }),
        headers: { "idempotency-key": keyHere("e") },
      });
    expect((await embed()).text).toBe((await embed()).text);
    expect(count).toBe(1);
  });

  it("never gives one organisation's answer to another, nor one key's to another key", async () => {
    const name = model("apart", counted());
    const otherKey = await createTestKey(ours);
    const mine = await ask(name, "same");
    const other = await ask(name, "same", {}, { apiKey: theirs.apiKey });
    const second = await ask(name, "same", {}, { apiKey: otherKey });
    const differing = await ask(name, "same", { temperature: 0 }, { apiKey: await createTestKey(theirs) });
    expect([mine, other, second, differing].map(({ text }) => /answer \d/.exec(text)?.[0])).toEqual([
      "answer 1",
      "answer 2",
      "answer 3",
      "answer 4",
    ]);
    expect((await ask(name, "same", {}, { apiKey: theirs.apiKey })).text).toBe(other.text);
  });

  it("refuses a key that is too long, and ignores an empty one", async () => {
    const name = model("long", counted());
    expect((await ask(name, "x".repeat(256))).status).toBe(400);
    expect((await ask(name, "")).text).not.toBe((await ask(name, "")).text);
  });
});
