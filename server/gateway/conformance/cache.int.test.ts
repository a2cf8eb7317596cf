import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { clearCache } from "@/server/modules/response-cache/clear-cache";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { MemoryCacheStore } from "../cache/memory-cache-store";
import {
  answers,
  type Behaviour,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
  USAGE_EVENT,
} from "./fake-upstream";
import { DOORS, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let ours: GatewayTenant;
let theirs: GatewayTenant;
let upstream: FakeUpstream;
const otherProjectId = newId("prj");

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  ours = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  theirs = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  await systemDb().project.create({
    data: { id: otherProjectId, orgId: ours.orgId, slug: "other", name: "Other" },
  });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

/** Each call is answered in words of its own. */
const counted = (): Behaviour => {
  let count = 0;
  return (res, call) => answers(200, completion(`answer ${++count}`))(res, call);
};
const STREAM =
  chunkEvent({ role: "assistant", content: "" }) +
  chunkEvent({ content: "Hel" }) +
  chunkEvent({ content: "lo" }) +
  chunkEvent({}, "stop") +
  USAGE_EVENT +
  DONE_EVENT;
const statusOf = ({ headers }: RawResponse): unknown => headers["floopy-cache"];
const idOf = ({ headers }: RawResponse): string => String(headers["x-request-id"]);
const wordsOf = ({ text }: RawResponse): string | undefined => /answer \d+/.exec(text)?.[0];

interface Ask {
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  apiKey?: string;
  path?: string;
}

async function setPolicy(
  { orgId, projectId }: GatewayTenant,
  policy: Omit<Prisma.CachePolicyUncheckedCreateInput, "orgId" | "projectId">,
): Promise<void> {
  await systemDb().cachePolicy.upsert({
    where: { projectId },
    create: { orgId, projectId, ...policy },
    update: policy,
  });
}

describe.each(DOORS)("the response cache at the %s door", (door) => {
  const ask = (model: string, { headers = {}, body = {}, apiKey = ours.apiKey, path }: Ask = {}) =>
    rawCall(`${harness.baseUrl(door)}${path ?? "/chat/completions"}`, apiKey, {
      headers: { "floopy-cache-enabled": "true", ...headers },
      body: JSON.stringify({
        model: `custom/${model}`,
        messages: [{ role: "user", content: "hi" }],
        ...body,
      }),
    });
  const model = (name: string, behaviour: Behaviour): string => {
    upstream.on(`${name}-${door}`, behaviour);
    return `${name}-${door}`;
  };

  it("is off unless asked for, and then answers without a call, byte for byte", async () => {
    const name = model("plain", counted());
    const off = await ask(name, { headers: { "floopy-cache-enabled": "false" } });
    const miss = await ask(name);
    const hit = await ask(name, { body: { user: "someone", metadata: { trace: "2" } } });
    expect([off, miss, hit].map(statusOf)).toEqual(["off", "miss", "hit-exact"]);
    expect(hit.text).toBe(miss.text);
    expect(upstream.callsOf(name)).toHaveLength(2);
    expect(hit.headers).toMatchObject({
      "floopy-model": name,
      "floopy-provider": "custom",
      "floopy-cost-micro-usd": "0",
      "floopy-cached-request": miss.headers["x-request-id"],
      "floopy-routing-reason": "cache_hit",
      age: "0",
    });
    expect(idOf(hit)).not.toBe(idOf(miss));
  });

  it("records a hit as cached: no cost, no tokens, no attempt, and what it saved", async () => {
    const body = { model: "sandbox/quick", temperature: door === "lean" ? 0.1 : 0.2 };
    const miss = await ask("", { body });
    const hit = await ask("", { body });
    const [first, second] = [await harness.record(idOf(miss)), await harness.record(idOf(hit))];
    const { costMicroUsd, inputTokens, outputTokens } = first.request;
    expect(costMicroUsd).toBeGreaterThan(0);
    expect(first.request).toMatchObject({ status: "ok", cacheStatus: "miss", savedMicroUsd: null });
    expect(second.request).toMatchObject({
      status: "cached",
      cacheStatus: "hit-exact",
      costMicroUsd: 0,
      inputTokens: null,
      attempts: [],
      provider: "sandbox",
      model: "quick",
      isSandbox: true,
      savedMicroUsd: costMicroUsd,
      savedTokens: (inputTokens ?? 0) + (outputTokens ?? 0),
      sessionId: first.request.sessionId,
    });
    expect(second.decision).toMatchObject({ strategy: "direct", reason: "cache_hit", propensity: null });
    expect(second.body?.responseBody).toBe(first.body?.responseBody);
  });

  it("plays a whole answer as a stream, and a stream as a whole answer", async () => {
    const whole = model("whole", counted());
    const client = harness.client(door, ours.apiKey);
    const options = { headers: { "floopy-cache": "exact" } };
    const messages = [{ role: "user" as const, content: "hi" }];
    const asked = { model: `custom/${whole}`, messages };
    const first = await client.chat.completions.create(asked, options);
    const replay = client.chat.completions.stream(
      { ...asked, stream: true, stream_options: { include_usage: true } },
      options,
    );
    const played = await replay.finalChatCompletion();
    expect(played.choices[0]?.message.content).toBe("answer 1");
    expect(played).toMatchObject({ id: first.id, usage: first.usage });
    expect(upstream.callsOf(whole)).toHaveLength(1);

    const name = model("streamed", streams(STREAM, { pieceBytes: 7 }));
    const live = await ask(name, { body: { stream: true } });
    const again = await ask(name, { body: { stream: true } });
    const joined = await ask(name);
    expect([live, again, joined].map(statusOf)).toEqual(["miss", "hit-exact", "hit-exact"]);
    expect(again.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(again.text.endsWith(DONE_EVENT)).toBe(true);
    expect(again.text).not.toContain("usage");
    expect(joined.json()).toMatchObject({
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
    });
    expect(upstream.callsOf(name)).toHaveLength(1);
  });

  it("serves Messages in its own format, streamed and whole", async () => {
    const name = model("messages", counted());
    const messages = (body: Record<string, unknown> = {}) =>
      ask(name, { path: "/messages", body: { max_tokens: 9, ...body } });
    const first = await messages();
    const played = await messages({ stream: true });
    expect([first, played].map(statusOf)).toEqual(["miss", "hit-exact"]);
    const kinds = [...played.text.matchAll(/^event: (.+)$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual([
      ...["message_start", "content_block_start", "content_block_delta", "content_block_stop"],
      ...["message_delta", "message_stop"],
    ]);
    expect(played.text).toContain("answer 1");
    const live = model("messages-live", streams(STREAM));
    const streamed = await ask(live, { path: "/messages", body: { max_tokens: 9, stream: true } });
    const joined = await ask(live, { path: "/messages", body: { max_tokens: 9 } });
    expect([streamed, joined].map(statusOf)).toEqual(["miss", "hit-exact"]);
    expect(joined.json()).toMatchObject({
      type: "message",
      content: [{ type: "text", text: "Hello" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 11, output_tokens: 7 },
    });
    expect(upstream.callsOf(live)).toHaveLength(1);
  });

  it("serves embeddings", async () => {
    let count = 0;
    const name = model("embed", (res, call) =>
      answers(200, JSON.stringify({ data: [{ embedding: [++count], index: 0 }] }))(res, call),
    );
    const embed = () => ask(name, { path: "/embeddings", body: { input: "x", messages: undefined } });
    expect((await embed()).text).toBe((await embed()).text);
    expect(count).toBe(1);
  });

  it("pain 13: the cache leaks across tenants or users. One organisation's answer never goes to another, nor across projects or kinds of keys", async () => {
    const name = model("apart", counted());
    const keys = [
      ours.apiKey,
      theirs.apiKey,
      await createTestKey({ orgId: ours.orgId, projectId: otherProjectId }),
      await createTestKey(ours, { allowedModels: ["custom/*"] }),
      await createTestKey(ours, { permissions: ["write"] }),
    ];
    // A gateway whose database is slow answers 503 for keys that it does not know yet.
    const known = model("known", counted());
    for (const apiKey of keys) await expect.poll(async () => (await ask(known, { apiKey })).status).toBe(200);
    const given: (string | undefined)[] = [];
    for (const apiKey of keys) given.push(wordsOf(await ask(name, { apiKey })));
    expect(given).toEqual(["answer 1", "answer 2", "answer 3", "answer 4", "answer 5"]);
    const alike = await createTestKey(ours);
    expect(wordsOf(await ask(name, { apiKey: alike }))).toBe("answer 1");
    expect(wordsOf(await ask(name, { apiKey: theirs.apiKey }))).toBe("answer 2");
  });

  it("keeps several answers in a bucket and gives one of them once it is full", async () => {
    const name = model("bucket", counted());
    const headers = { "helicone-cache-bucket-max-size": "3" };
    const filling = [
      await ask(name, { headers }),
      await ask(name, { headers }),
      await ask(name, { headers }),
    ];
    expect(filling.map(wordsOf)).toEqual(["answer 1", "answer 2", "answer 3"]);
    const full = await Promise.all(Array.from({ length: 40 }, () => ask(name, { headers })));
    expect(full.every((response) => statusOf(response) === "hit-exact")).toBe(true);
    expect(new Set(full.map(wordsOf)).size).toBeGreaterThan(1);
    expect(upstream.callsOf(name)).toHaveLength(3);
  });

  it("calls for each of several requests at the same time, and keeps one answer", async () => {
    const answer = counted();
    const name: string = model("together", async (res, call) => {
      await expect.poll(() => upstream.callsOf(name).length).toBe(3);
      await answer(res, call);
    });
    const responses = await Promise.all([ask(name), ask(name), ask(name)]);
    expect(responses.map(statusOf)).toEqual(["miss", "miss", "miss"]);
    const kept = wordsOf(await ask(name));
    expect(responses.map(wordsOf)).toContain(kept);
    expect(wordsOf(await ask(name))).toBe(kept);
  });

  it("asks anew for no-cache, keeps that answer instead, and keeps nothing for no-store", async () => {
    const name = model("control", counted());
    const none = { headers: { "cache-control": "no-store" } };
    expect([wordsOf(await ask(name, none)), wordsOf(await ask(name))]).toEqual(["answer 1", "answer 2"]);
    const anew = await ask(name, { headers: { "cache-control": "no-cache" } });
    expect([statusOf(anew), wordsOf(anew)]).toEqual(["miss", "answer 3"]);
    expect(wordsOf(await ask(name))).toBe("answer 3");
  });

  it.each<[string, Behaviour, Record<string, unknown>]>([
    ["a refusal", answers(400, '{"error":{"message":"bad"}}'), {}],
    ["a cut answer", answers(200, completion("x").replace('"stop"', '"length"')), {}],
    ["a filtered answer", answers(200, completion("x").replace('"stop"', '"content_filter"')), {}],
    ["a stream that broke off", streams(chunkEvent({ content: "half" }), { isCut: true }), { stream: true }],
    ["provider-held state", answers(200, completion("x")), { store: true }],
  ])("never keeps %s", async (kind, behaviour, body) => {
    const name = model(kind.replaceAll(" ", "-"), behaviour);
    await ask(name, { body });
    await ask(name, { body });
    expect(upstream.callsOf(name)).toHaveLength(2);
  });

  it("keeps no answer that is larger than the project allows", async () => {
    const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
    await setPolicy(tenant, { mode: "exact", entryBytesMax: 2_000 });
    const name = model("large", answers(200, completion("x".repeat(3_000))));
    const long = model("long", streams(chunkEvent({ content: "x".repeat(3_000) }, "stop") + DONE_EVENT));
    const { apiKey } = tenant;
    for (const stream of [false, true]) {
      await ask(stream ? long : name, { apiKey, body: { stream } });
      expect(statusOf(await ask(stream ? long : name, { apiKey, body: { stream } }))).toBe("miss");
    }
  });

  it("follows the project's setting, its firewall, its routes and what was cleared, within seconds", async () => {
    const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
    const { apiKey, orgId, projectId } = tenant;
    const name = model("config", counted());
    const quiet = () =>
      rawCall(`${harness.baseUrl(door)}/chat/completions`, apiKey, {
        body: JSON.stringify({ model: "auto", messages: [{ role: "user", content: "hi" }] }),
      });
    await createTestRoute(tenant, { slug: "auto", candidates: [{ provider: "custom", model: name }] });
    await setPolicy(tenant, { mode: "exact" });
    const nextMiss = () => expect.poll(async () => statusOf(await quiet())).toBe("miss");
    expect([statusOf(await quiet()), statusOf(await quiet())]).toEqual(["miss", "hit-exact"]);
    await clearCache(tenant.as(), { projectId });
    await nextMiss();
    const policy = { id: newId("pol"), orgId, projectId, name: "p" };
    await systemDb().firewallPolicy.create({ data: policy });
    await nextMiss();
    await systemDb().routeCandidate.updateMany({ where: { orgId }, data: { weight: 2 } });
    await nextMiss();
    expect(statusOf(await quiet())).toBe("hit-exact");
    await setPolicy(tenant, { mode: "off" });
    await expect.poll(async () => statusOf(await quiet())).toBe("off");
  });

  it("keeps an Idempotency-Key's answer apart: its replay is no hit, a hit is replayed", async () => {
    const name = model("once", counted());
    const once = (key: string, stream: boolean) =>
      ask(name, { headers: { "idempotency-key": `${key}-${door}` }, body: { stream } });
    expect(statusOf(await once("a", false))).toBe("miss");
    const hit = await once("b", true);
    const replay = await once("b", true);
    expect([statusOf(hit), statusOf(replay)]).toEqual(["hit-exact", "off"]);
    expect(replay.text).toBe(hit.text);
    expect(replay.headers["floopy-idempotent-replay"]).toBe(idOf(hit));
  });

  it("says in a typed error what the plan or the header lacks", async () => {
    const free = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
    await systemDb().subscription.update({ where: { orgId: free.orgId }, data: { planId: "free" } });
    const name = model("refused", counted());
    const semantic = await ask(name, { apiKey: free.apiKey, headers: { "floopy-cache": "semantic" } });
    expect([semantic.status, semantic.json().error]).toMatchObject([
      403,
      { code: "plan_required", feature: "semantic_cache" },
    ]);
    const wrong = await ask(name, { headers: { "floopy-cache-ttl": "never" } });
    expect([wrong.status, wrong.json().error.param]).toEqual([400, "floopy-cache-ttl"]);
    expect(upstream.callsOf(name)).toHaveLength(0);
  });
});

describe("the time of an answer", () => {
  it("is over after its ttl", async () => {
    let nowMs = 0;
    const timed = await startHarness({ cache: new MemoryCacheStore({}, () => nowMs) });
    upstream.on("ttl", counted());
    const once = () =>
      rawCall(`${timed.baseUrl("lean")}/chat/completions`, ours.apiKey, {
        headers: { "floopy-cache": "exact", "floopy-cache-ttl": "60" },
        body: JSON.stringify({ model: "custom/ttl", messages: [{ role: "user", content: "hi" }] }),
      });
    expect([wordsOf(await once()), wordsOf(await once())]).toEqual(["answer 1", "answer 1"]);
    nowMs += 60_000;
    expect(wordsOf(await once())).toBe("answer 2");
    await timed.close();
  });
});
