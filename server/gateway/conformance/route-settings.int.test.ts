import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteSettings } from "@/server/contracts/route-settings";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, chunkEvent, completion, DONE_EVENT, FakeUpstream, streams } from "./fake-upstream";
import { type Harness, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;
let count = 0;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const MESSAGES = [{ role: "user", content: "hi" }];
const SILENT = (): void => {};
const WHOLE_STREAM = chunkEvent({ content: "streamed" }) + chunkEvent({}, "stop") + DONE_EVENT;

/** A route over these models, and a call of it. */
async function through(
  models: readonly string[],
  settings: Partial<RouteSettings>,
  over: Record<string, unknown> = {},
  call: RawCall = {},
): Promise<RawResponse> {
  const slug = `settings-${count++}`;
  const candidates = models.map((name) => {
    const [provider = "", model = ""] = name.includes("/") ? name.split("/") : ["custom", name];
    return { provider, model };
  });
  await createTestRoute(tenant, { slug, candidates, settings });
  const body = JSON.stringify({ model: `route:${slug}`, messages: MESSAGES, ...over });
  const ask = () => rawCall(`${harness.baseUrl("lean")}/chat/completions`, tenant.apiKey, { body, ...call });
  let response = await ask();
  while (response.status === 404) response = await ask();
  return response;
}
const attemptsOf = async (response: RawResponse): Promise<unknown[]> => {
  const { request } = await harness.record(String(response.headers["x-request-id"]));
  return Array.isArray(request.attempts) ? request.attempts : [];
};

describe("time limits", () => {
  it("end one call and ask the next model", async () => {
    upstream.on("silent-1", SILENT).on("good", answers(200, completion("good")));
    const response = await through(["silent-1", "good"], { attemptTimeoutMs: 1_500 });
    expect(response.headers).toMatchObject({ "floopy-model": "good", "floopy-fallback-index": "1" });
    expect(await attemptsOf(response)).toMatchObject([{ outcome: "timeout" }, { outcome: "ok" }]);
    await upstream.callsOf("silent-1").at(-1)?.closed;
  });

  it("hold for a stream until its first content, not for its length", async () => {
    upstream
      .on(
        "mute",
        (res) => void res.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n"),
      )
      .on("slow-stream", async (res) => {
        res.writeHead(200, { "content-type": "text/event-stream" }).write(chunkEvent({ content: "begun" }));
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        res.end(chunkEvent({}, "stop") + DONE_EVENT);
      });
    const response = await through(["mute", "slow-stream"], { attemptTimeoutMs: 1_500 }, { stream: true });
    expect(response.text.endsWith(DONE_EVENT)).toBe(true);
    expect(await attemptsOf(response)).toMatchObject([{ outcome: "timeout" }, { outcome: "ok" }]);
  });

  it("end the request when its time is over, however many models are left", async () => {
    upstream.on("silent-2", SILENT).on("silent-3", SILENT).on("silent-4", SILENT);
    const settings = { attemptTimeoutMs: 300, totalTimeoutMs: 500 };
    const response = await through(["silent-2", "silent-3", "silent-4"], settings);
    expect(response.status).toBe(504);
    expect(response.json().error).toMatchObject({ code: "upstream_timeout", retryable: true });
    expect(upstream.callsOf("silent-4")).toHaveLength(0);
  });

  it("can be set for one request, and only to a sensible number", async () => {
    upstream.on("silent-5", SILENT);
    const wait = (ms: string) => through(["silent-5"], {}, {}, { headers: { "floopy-max-latency-ms": ms } });
    expect((await wait("250")).status).toBe(504);
    for (const bad of ["0", "-1", "soon", "1.5"]) {
      const refused = await wait(bad);
      expect([refused.status, refused.json().error.param]).toEqual([400, "floopy-max-latency-ms"]);
    }
  });
});

describe("retries", () => {
  it("are as many as the route says", async () => {
    upstream.on("always-503", answers(503, ""));
    const response = await through(["always-503"], { retries: 0 });
    expect(response.status).toBe(502);
    expect(upstream.callsOf("always-503")).toHaveLength(1);
  });

  it("do not wait for a long Retry-After: the next model is asked", async () => {
    upstream
      .on("later", answers(503, "", { "retry-after": "30" }))
      .on("now", answers(200, completion("now")));
    const response = await through(["later", "now"], { retries: 5 });
    expect(response.headers["floopy-model"]).toBe("now");
    expect(upstream.callsOf("later")).toHaveLength(1);
  });
});

describe("hedging", () => {
  it("asks a second model when the first is silent, takes the first content, and closes the other call", async () => {
    upstream.on("hang-1", SILENT).on("quick-1", answers(200, completion("quick")));
    const response = await through(["hang-1", "quick-1"], { hedge: { kind: "after", ms: 100 } });
    expect(response.status).toBe(200);
    expect(response.headers["floopy-model"]).toBe("quick-1");
    await upstream.callsOf("hang-1").at(-1)?.closed;
    expect(await attemptsOf(response)).toMatchObject([
      { model: "hang-1", outcome: "hedge_lost" },
      { model: "quick-1", outcome: "ok", is_hedge: true },
    ]);
  });

  it("works for streams, and prices the prompt that the lost call had reported", async () => {
    upstream
      .on(
        "hang-2",
        (res) => void res.writeHead(200, { "content-type": "text/event-stream" }).write(": wait\n\n"),
      )
      .on("stream-2", streams(WHOLE_STREAM));
    const response = await through(
      ["hang-2", "stream-2"],
      { hedge: { kind: "after", ms: 100 } },
      { stream: true },
    );
    expect(response.text).toBe(WHOLE_STREAM);
    const { request } = await harness.record(String(response.headers["x-request-id"]));
    expect(request).toMatchObject({ status: "ok", model: "stream-2" });
  });

  it("makes one call while the first one is quick, and none for what a provider keeps", async () => {
    upstream
      .on("quick-3", answers(200, completion("quick")))
      .on("unused", answers(200, completion("unused")));
    const hedge = { kind: "after", ms: 5_000 } as const;
    expect((await through(["quick-3", "unused"], { hedge })).headers["floopy-model"]).toBe("quick-3");
    expect(upstream.callsOf("unused")).toHaveLength(0);
    upstream.on("slow-kept", async (res, call) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await answers(200, completion("kept"))(res, call);
    });
    const kept = await through(
      ["slow-kept", "unused"],
      { hedge: { kind: "after", ms: 50 } },
      { store: true },
    );
    expect(kept.headers["floopy-model"]).toBe("slow-kept");
    expect(upstream.callsOf("unused")).toHaveLength(0);
  });

  it("falls back in both lanes, and fails once when nothing is left", async () => {
    const late =
      (status: number) =>
      async (...[res, call]: Parameters<ReturnType<typeof answers>>) => {
        await new Promise((resolve) => setTimeout(resolve, 250));
        await answers(status, "")(res, call);
      };
    upstream.on("late-401", late(401)).on("late-403", late(403));
    const response = await through(["late-401", "late-403"], { hedge: { kind: "after", ms: 50 } });
    expect(response.status).toBe(502);
    expect(response.json().error.attempts).toHaveLength(2);
  });

  it("ends both calls when the client leaves", async () => {
    upstream.on("hang-6", SILENT).on("hang-7", SILENT);
    const leaving = new AbortController();
    const slug = `settings-${count++}`;
    const candidates = [
      { provider: "custom", model: "hang-6" },
      { provider: "custom", model: "hang-7" },
    ];
    await createTestRoute(tenant, { slug, candidates, settings: { hedge: { kind: "after", ms: 50 } } });
    const body = JSON.stringify({ model: "auto", messages: MESSAGES });
    const headers = {
      authorization: `Bearer ${tenant.apiKey}`,
      "content-type": "application/json",
      "floopy-route": slug,
    };
    const ask = () =>
      fetch(`${harness.baseUrl("lean")}/chat/completions`, {
        method: "POST",
        headers,
        body,
        signal: leaving.signal,
      });
    const asked = (async () => {
      for (let response = await ask(); response.status === 404; response = await ask()) await response.text();
    })().catch(() => null);
    await expect.poll(() => upstream.callsOf("hang-7").length).toBe(1);
    leaving.abort();
    await asked;
    await Promise.all([upstream.callsOf("hang-6").at(-1)?.closed, upstream.callsOf("hang-7").at(-1)?.closed]);
  });
});

describe("a refused prompt", () => {
  const TOO_LONG = JSON.stringify({
    error: {
      message: "This model's maximum context length is 8192 tokens.",
      code: "context_length_exceeded",
    },
  });
  const NOT_ALLOWED = JSON.stringify({ error: { message: "Refused.", code: "content_policy_violation" } });

  it("goes to the next model with a larger window when it was too long", async () => {
    upstream.on("small", answers(400, TOO_LONG)).on("large", answers(200, completion("fits")));
    const response = await through(["small", "large"], {});
    expect(response.headers["floopy-model"]).toBe("large");
  });

  it("comes back with the provider's reason when no model is larger, or the route says so", async () => {
    upstream.on("small-2", answers(400, TOO_LONG)).on("large-2", answers(200, completion("fits")));
    expect((await through(["small-2"], {})).text).toBe(TOO_LONG);
    const kept = await through(["small-2", "large-2"], { fallsBackOnContextLength: false });
    expect([kept.status, kept.text]).toEqual([400, TOO_LONG]);
    expect(upstream.callsOf("large-2")).toHaveLength(0);
  });

  it("goes on after a content policy's refusal only where the route says so", async () => {
    upstream.on("strict", answers(400, NOT_ALLOWED)).on("lenient", answers(200, completion("fine")));
    expect((await through(["strict", "lenient"], {})).status).toBe(400);
    const response = await through(["strict", "lenient"], { fallsBackOnContentPolicy: true });
    expect(response.headers["floopy-model"]).toBe("lenient");
  });
});

describe("a pinned route", () => {
  it("asks its pinned model first from the moment it is pinned, and its own order again when it is freed", async () => {
    upstream.on("first", answers(200, completion("first"))).on("second", answers(200, completion("second")));
    const slug = `settings-${count++}`;
    const candidates = [
      { provider: "custom", model: "first" },
      { provider: "custom", model: "second" },
    ];
    const id = await createTestRoute(tenant, { slug, candidates });
    const modelNow = async (): Promise<unknown> => {
      const body = JSON.stringify({ model: `route:${slug}`, messages: MESSAGES });
      return (await rawCall(`${harness.baseUrl("lean")}/chat/completions`, tenant.apiKey, { body })).headers[
        "floopy-model"
      ];
    };
    await expect.poll(modelNow).toBe("first");
    const post = (path: string, body: unknown) =>
      rawCall(`${harness.baseUrl("lean")}/routes/${id}/${path}`, tenant.apiKey, {
        body: JSON.stringify(body),
      });
    const pinned = await post("pin", { model: "custom/second" });
    expect(pinned.json()).toMatchObject({ id, slug, pinned: { provider: "custom", model: "second" } });
    await expect.poll(modelNow).toBe("second");
    expect((await post("pin", { model: "absent" })).status).toBe(422);
    expect((await post("pin", { model: "first", extra: 1 })).status).toBe(400);
    expect((await post("unpin", {})).json()).toMatchObject({ pinned: null });
    await expect.poll(modelNow).toBe("first");
  });
});
