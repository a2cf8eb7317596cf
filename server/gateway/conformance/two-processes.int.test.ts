import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { type RawResponse, rawCall } from "./raw-call";

const folders: string[] = [];
let upstream: FakeUpstream;
let tenant: GatewayTenant;
let redis: TestRedis;
let here: GatewayProcess;
let there: GatewayProcess;

async function start(): Promise<GatewayProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-two-"));
  folders.push(folder);
  return spawnGateway(folder, { REDIS_URL: redis.url, FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1" });
}

beforeAll(async () => {
  if (redisProgram === null) return;
  redis = await startTestRedis();
  upstream = await new FakeUpstream().start();
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  here = await start();
  there = await start();
}, 120_000);
afterAll(async () => {
  await here?.kill("SIGKILL");
  await there?.kill("SIGKILL");
  await redis?.stop();
  upstream?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function ask(
  gateway: GatewayProcess,
  model: string,
  headers: Record<string, string> = {},
): Promise<RawResponse> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }] });
  return rawCall(`${gateway.baseUrl}/chat/completions`, tenant.apiKey, { body, headers });
}

describe.skipIf(redisProgram === null)("two gateway processes with one Redis", { timeout: 90_000 }, () => {
  it("make one call of the provider for one Idempotency-Key, and both give its answer", async () => {
    let isOpen = false;
    let count = 0;
    upstream.on("once", async (res, call) => {
      count += 1;
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 20));
      await answers(200, completion(`answer ${count}`))(res, call);
    });
    const headers = { "idempotency-key": "shared" };
    const first = ask(here, "custom/once", headers);
    await expect.poll(() => upstream.callsOf("once").length).toBe(1);
    const second = ask(there, "custom/once", headers);
    const third = ask(there, "custom/once", headers);
    isOpen = true;
    const responses = [await first, await second, await third, await ask(there, "custom/once", headers)];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(responses.map(({ text }) => text)).size).toBe(1);
    expect(upstream.callsOf("once")).toHaveLength(1);
    const original = responses[0]?.headers["x-request-id"];
    expect(responses.slice(1).map((response) => response.headers["floopy-idempotent-replay"])).toEqual([
      original,
      original,
      original,
    ]);
  });

  it("pass over what the other one has found not to answer", async () => {
    upstream.on("broken", answers(401, "")).on("working", answers(200, completion("ok")));
    const candidates = [
      { provider: "custom", model: "broken" },
      { provider: "custom", model: "working" },
    ];
    await createTestRoute(tenant, { slug: "two", candidates });
    await expect.poll(async () => (await ask(here, "route:two")).status).toBe(200);
    await expect
      .poll(async () => {
        const before = upstream.callsOf("broken").length;
        await ask(here, "route:two");
        return upstream.callsOf("broken").length - before;
      })
      .toBe(0);
    const before = upstream.callsOf("broken").length;
    await expect
      .poll(
        async () => {
          const called = upstream.callsOf("broken").length;
          const { status } = await ask(there, "route:two");
          return status === 200 && upstream.callsOf("broken").length === called;
        },
        { interval: 3_000 },
      )
      .toBe(true);
    // Fewer than a breaker of its own would have needed to open.
    expect(upstream.callsOf("broken").length - before).toBeLessThan(5);
  });

  it("go on answering when Redis is gone", async () => {
    upstream.on("alone", answers(200, completion("alone")));
    await redis.stop();
    const asked = [ask(here, "custom/alone", { "idempotency-key": "alone" }), ask(there, "custom/alone")];
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  });
});
