import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import {
  answers,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
  USAGE_EVENT,
} from "./fake-upstream";
import { DOORS, type DoorName, type Harness, type StoredRecord, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

const TIMEOUTS = { headersMs: 700, firstContentMs: 700, idleMs: 700, totalMs: 5_000, connectMs: 1_000 };
const WORDS = ["Grüße, ", "wörld ", "👋🏽", "!"];
const STREAM = [
  chunkEvent({ role: "assistant", content: "" }),
  ...WORDS.map((content) => chunkEvent({ content })),
];
const FINISH = chunkEvent({}, "stop");

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness({ timeouts: TIMEOUTS });
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

function ask(
  door: DoorName,
  model: string,
  over: Record<string, unknown> = {},
  call: RawCall = {},
): Promise<RawResponse> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }], ...over });
  return rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body, ...call });
}

const recordOf = (response: RawResponse): Promise<StoredRecord> =>
  harness.record(String(response.headers["x-request-id"]));
const dataLines = (text: string): string[] => text.split("\n").filter((line) => line.startsWith("data:"));
const textOf = (sse: string): string =>
  dataLines(sse)
    .filter((line) => line.includes('"choices"'))
    .map((line) => JSON.parse(line.slice(5)).choices[0]?.delta?.content ?? "")
    .join("");

describe.each(DOORS)("a failing provider behind the %s door", (door) => {
  it.each([
    ["an empty 200", answers(200, "")],
    ["a garbage 200", answers(200, "<html>not json</html>", { "content-type": "text/html" })],
    ["half an answer", answers(200, completion("whole").slice(0, 60))],
    [
      "an answer without a finished choice",
      answers(200, '{"choices":[{"index":0,"message":{"content":"x"}}]}'),
    ],
    ["a refused key", answers(401, '{"error":{"message":"bad key"}}')],
    ["an error without words", answers(500, "")],
  ])(
    "pain 19: 200 with an empty or misleading body. %s becomes one 502 that lists the attempts, and says so in the record",
    async (what, behaviour) => {
      const model = `custom/${what.replaceAll(" ", "-")}-${door}`;
      upstream.on(model.slice(7), behaviour);
      for (const stream of [false, true]) {
        const response = await ask(door, model, { stream });
        expect(response.status).toBe(502);
        const { error } = response.json();
        expect(error).toMatchObject({ code: "all_providers_failed", retryable: true });
        expect(error.attempts).not.toHaveLength(0);
        expect(response.text).not.toContain("bad key");
        const { request } = await recordOf(response);
        expect(request).toMatchObject({
          status: "error",
          httpStatus: 502,
          errorCode: "all_providers_failed",
          costMicroUsd: null,
        });
      }
    },
  );

  it("answers 504 when the provider hangs before its answer, and closes the call", async () => {
    upstream.on("hang", () => {});
    const response = await ask(door, "custom/hang");
    expect(response.status).toBe(504);
    expect(response.json().error.code).toBe("upstream_timeout");
    expect((await recordOf(response)).request.attempts).toMatchObject([{ outcome: "timeout" }]);
    await upstream.callsOf("hang").at(-1)?.closed;
  });

  it("answers 504 when a stream begins without ever saying a word", async () => {
    upstream.on(
      "mute",
      (res) => void res.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM[0]),
    );
    expect((await ask(door, "custom/mute", { stream: true })).status).toBe(504);
  });

  it("hands a 4xx about the request on in the provider's words, with our request id", async () => {
    const words =
      '{"error":{"message":"temperature must be at most 2","type":"invalid_request_error","param":"temperature"}}';
    upstream.on("picky", answers(400, words));
    const response = await ask(door, "custom/picky", { temperature: 9 });
    expect(response.status).toBe(400);
    expect(response.text).toBe(words);
    expect((await recordOf(response)).request).toMatchObject({
      errorCode: "upstream_rejected",
      httpStatus: 400,
    });
    expect(upstream.callsOf("picky").length % 2 === 0 || door === "lean").toBe(true);
  });

  it.each([
    [422, '{"detail":[{"loc":["body","top_k"],"msg":"must be positive"}]}', ": body.top_k: must be positive"],
    [400, '{"object":"error","message":"unknown field"}', ": unknown field"],
    [400, '[{"error":{"code":400,"message":"bad schema"}}]', ": bad schema"],
    [413, "too many tokens", ": too many tokens"],
    [404, '{"error":"no such deployment"}', ": no such deployment"],
    [400, `{"message":"${"long ".repeat(2_000)}"}`, "long"],
    [400, "<html>Bad request</html>", " without saying why."],
    [422, "", " without saying why."],
  ])("hands a %i with %s on in our envelope, with the reason", async (status, body, reason) => {
    const model = `shape-${status}-${Buffer.from(body.slice(0, 20)).toString("hex")}`;
    upstream.on(model, answers(status, body));
    const response = await ask(door, `custom/${model}`);
    expect(response.status).toBe(status);
    const { error } = response.json();
    expect(error).toMatchObject({
      code: "upstream_rejected",
      type: "invalid_request_error",
      request_id: response.headers["x-request-id"],
      retryable: false,
    });
    expect(String(error.message)).toContain(`The provider rejected the request (HTTP ${status})`);
    expect(String(error.message)).toContain(reason);
    expect(response.text.length).toBeLessThan(2_500);
    // The reason may quote the prompt: it is kept as a text is, not as a fact.
    const { request } = await recordOf(response);
    expect(request).toMatchObject({ httpStatus: status, errorCode: "upstream_rejected" });
    expect(request.errorMessage).toBe(`The provider rejected the request (HTTP ${status}).`);
  });

  it("passes 429 on with Retry-After when nothing else is left", async () => {
    upstream.on("busy", answers(429, '{"error":{"message":"slow down"}}', { "retry-after": "17" }));
    const response = await ask(door, "custom/busy");
    expect(response.status).toBe(429);
    expect(response.headers["retry-after"]).toBe("17");
    expect(response.json().error.code).toBe("upstream_rate_limited");
  });

  it("tries again after a passing failure and tells both attempts", async () => {
    let calls = 0;
    upstream.on("shaky", (res, call) => answers(calls++ === 0 ? 503 : 200, completion("ok"))(res, call));
    const response = await ask(door, "custom/shaky");
    expect(response.status).toBe(200);
    expect((await recordOf(response)).request.attempts).toMatchObject([
      { outcome: "http_error", status: 503 },
      { outcome: "ok", status: 200 },
    ]);
  });

  it("pain 8: fallback does not fire after 200, a truncated stream looks fine. The next model is asked, also when a stream dies before its first word", async () => {
    upstream
      .on("dies", streams(STREAM[0] ?? "", { isCut: true }))
      .on("good", streams([...STREAM, FINISH, DONE_EVENT].join("")));
    const response = await ask(
      door,
      "custom/dies",
      { stream: true },
      { headers: { "floopy-fallback": "custom/good" } },
    );
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ "floopy-model": "good", "floopy-fallback-index": "1" });
    expect(textOf(response.text)).toBe(WORDS.join(""));
    expect((await recordOf(response)).request).toMatchObject({
      status: "ok",
      model: "good",
      fallbackIndex: 1,
    });
  });

  it("takes a comma list in order and a route by its own order", async () => {
    upstream.on("broken", answers(500, "")).on("works", answers(200, completion("ok")));
    expect((await ask(door, "custom/broken, custom/works")).headers["floopy-model"]).toBe("works");
    const slug = `chain-${door}`;
    const candidates = [
      { provider: "custom", model: "broken" },
      { provider: "custom", model: "works" },
    ];
    const routeId = await createTestRoute(tenant, { slug, candidates });
    await expect.poll(async () => (await ask(door, `route:${slug}`)).headers["floopy-model"]).toBe("works");
    const { request, decision } = await recordOf(await ask(door, `route:${slug}`));
    expect(request).toMatchObject({ routeId, requestedModel: `route:${slug}`, model: "works" });
    expect(decision).toMatchObject({ strategy: "fallback", reason: "position", propensity: 1 });
  });

  it.each([
    ["the connection breaks", "", true],
    ["the stream just ends", "", false],
    ["half an event is the last thing", 'data: {"choices":[{"del', false],
    ["[DONE] comes without a finish", DONE_EVENT, false],
    ["an error event comes", 'data: {"error":{"message":"secret detail"}}\n\n', false],
  ])(
    "pain 8: fallback does not fire after 200, a truncated stream looks fine. The stream says so when %s after the first word, without [DONE]",
    async (what, rest, isCut) => {
      const model = `late-${what.length}`;
      let hear = (): void => {};
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      upstream.on(model, async (res) => {
        res.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM.join(""));
        await heard;
        if (isCut) res.destroy();
        else res.end(rest);
      });
      const response = await ask(door, `custom/${model}`, { stream: true }, { onChunk: () => hear() });
      expect(response.status).toBe(200);
      expect(textOf(response.text)).toBe(WORDS.join(""));
      expect(response.text).not.toContain("[DONE]");
      expect(response.text).not.toContain("secret detail");
      const last = dataLines(response.text).at(-1) ?? "";
      expect(JSON.parse(last.slice(5)).error).toMatchObject({
        code: "stream_truncated",
        request_id: response.headers["x-request-id"],
      });
      const { request } = await recordOf(response);
      expect(request).toMatchObject({
        status: "error",
        errorCode: "stream_truncated",
        isUsageEstimated: true,
      });
      expect(request.outputTokens).toBeGreaterThan(0);
    },
  );

  it("answers 502 when the error is already there with the first word", async () => {
    upstream.on("early", streams([...STREAM, 'data: {"error":{"message":"x"}}\n\n'].join("")));
    expect((await ask(door, "custom/early", { stream: true })).status).toBe(502);
  });

  it("ends a stream that falls silent with a timeout inside the stream", async () => {
    upstream.on(
      "stalls",
      (res) => void res.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM.join("")),
    );
    const response = await ask(door, "custom/stalls", { stream: true });
    expect(JSON.parse((dataLines(response.text).at(-1) ?? "").slice(5)).error.code).toBe("upstream_timeout");
  });

  it("gives the same stream wherever the network cut it", async () => {
    const whole = [": hello\n\n", ...STREAM, FINISH, DONE_EVENT].join("");
    const crlf = whole.replaceAll("\n", "\r\n");
    for (const [index, text] of [whole, crlf].entries()) {
      for (const pieceBytes of [1, 2, 3, 7, 64]) {
        const model = `split-${index}-${pieceBytes}`;
        upstream.on(model, streams(text, { pieceBytes }));
        const response = await ask(door, `custom/${model}`, { stream: true });
        expect(textOf(response.text.replaceAll("\r", ""))).toBe(WORDS.join(""));
        expect(response.text.endsWith(DONE_EVENT)).toBe(true);
      }
    }
  });

  it("pain 1: usage missing or undercounted when streaming. Usage is asked for, and its chunk taken out again unless the client asked for it", async () => {
    upstream.on("usage", streams([...STREAM, FINISH, USAGE_EVENT, DONE_EVENT].join("")));
    const plain = await ask(door, "custom/usage", { stream: true });
    expect(plain.text).toBe([...STREAM, FINISH, DONE_EVENT].join(""));
    expect(JSON.parse(upstream.callsOf("usage").at(-1)?.body ?? "").stream_options).toEqual({
      include_usage: true,
    });
    expect((await recordOf(plain)).request).toMatchObject({
      inputTokens: 11,
      outputTokens: 7,
      isUsageEstimated: false,
    });
    const asked = await ask(door, "custom/usage", { stream: true, stream_options: { include_usage: true } });
    expect(asked.text).toContain('"completion_tokens":7');
  });

  it("sends the client's bytes on unchanged but for the model's name, and none of its credentials", async () => {
    upstream.on("faithful", answers(200, completion("ok")));
    const body =
      '{ "temperature": 1.0, "model" : "custom/faithful","messages":[{"role":"user","content":"\\u00e9 12345678901234567890"}], "x_unknown": 1e3 }';
    const headers = { cookie: "a=b", "x-forwarded-for": "1.2.3.4", "openai-organization": "org-x" };
    const response = await ask(door, "", {}, { body, headers });
    expect(response.status).toBe(200);
    const seen = upstream.callsOf("faithful").at(-1);
    expect(seen?.body).toBe(body.replace("custom/faithful", "faithful"));
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
    ]);
    expect(response.text).toBe(completion("ok"));
  });

  it("pain 9: the client leaves, the provider keeps billing. Its call is closed at once, whatever stage it is in, and what came is priced", async () => {
    upstream
      .on("waits", () => {})
      .on(
        "talks",
        (res) => void res.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM.join("")),
      );
    const leaving = new AbortController();
    const waiting = fetch(`${harness.baseUrl(door)}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "custom/waits", messages: [{ role: "user", content: "hi" }] }),
      signal: leaving.signal,
    }).catch(() => null);
    await expect.poll(() => upstream.callsOf("waits").length).toBeGreaterThan(0);
    leaving.abort();
    await waiting;
    await upstream.callsOf("waits").at(-1)?.closed;
    const response = await ask(
      door,
      "custom/talks",
      { stream: true },
      { onChunk: (_text, leave) => leave() },
    );
    await upstream.callsOf("talks").at(-1)?.closed;
    expect((await recordOf(response)).request).toMatchObject({
      status: "client_closed",
      isUsageEstimated: true,
    });
  });
});
