import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestKey } from "@/server/testing/gateway-tenant";
import { redisProgram, startTestRedis } from "@/server/testing/redis-server";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { DOORS, type Harness, startHarness } from "./harness";

const ASK = { model: "sandbox/quick", messages: [{ role: "user", content: "Hello" }], max_tokens: 20 };

function ask(
  baseUrl: string,
  apiKey: string,
  body: object = ASK,
  path = "chat/completions",
): Promise<Response> {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  return fetch(`${baseUrl}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

describe.each(DOORS)("rate limits behind the %s door", (door) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it("refuses what is over a key's limit with 429, Retry-After and the headers, and records it", async () => {
    const tenant = await createGatewayTenant();
    const apiKey = await createTestKey(tenant, { requestsPerMinute: 2 });
    const first = await ask(harness.baseUrl(door), apiKey);
    expect(first.status).toBe(200);
    expect(first.headers.get("x-ratelimit-limit-requests")).toBe("2");
    expect(first.headers.get("x-ratelimit-remaining-requests")).toBe("1");
    expect((await ask(harness.baseUrl(door), apiKey)).status).toBe(200);
    const refused = await ask(harness.baseUrl(door), apiKey);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(30);
    expect(refused.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect((await refused.json()).error).toMatchObject({
      code: "rate_limited",
      type: "rate_limit_error",
      retryable: true,
      limit: { scope: "api_key", unit: "requests", per_minute: 2 },
    });
    const record = await harness.record(refused.headers.get("x-request-id") ?? "");
    expect(record.request).toMatchObject({ httpStatus: 429, errorCode: "rate_limited", attempts: [] });
    expect((await ask(harness.baseUrl(door), tenant.apiKey)).status).toBe(200);
  });

  it("answers Anthropic's clients in their form", async () => {
    const tenant = await createGatewayTenant();
    const apiKey = await createTestKey(tenant, { requestsPerMinute: 1 });
    const first = await ask(harness.baseUrl(door), apiKey, ASK, "messages");
    expect(first.headers.get("anthropic-ratelimit-requests-remaining")).toBe("0");
    const refused = await ask(harness.baseUrl(door), apiKey, ASK, "messages/count_tokens");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect(await refused.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
  });

  it("takes the tokens a request may use beforehand and gives back what it did not use", async () => {
    const tenant = await createGatewayTenant();
    const apiKey = await createTestKey(tenant, { tokensPerMinute: 100_000 });
    const first = await ask(harness.baseUrl(door), apiKey, { ...ASK, max_tokens: 60_000 });
    expect(first.status).toBe(200);
    expect(Number(first.headers.get("x-ratelimit-remaining-tokens"))).toBeLessThan(40_000);
    await expect
      .poll(async () => {
        const next = await ask(harness.baseUrl(door), apiKey, { ...ASK, max_tokens: 1 });
        return Number(next.headers.get("x-ratelimit-remaining-tokens"));
      })
      .toBeGreaterThan(90_000);
  });

  it("gives back the tokens of a request that failed", async () => {
    const tenant = await createGatewayTenant();
    const apiKey = await createTestKey(tenant, { tokensPerMinute: 100_000 });
    const failed = await ask(harness.baseUrl(door), apiKey, { ...ASK, model: "nobody", max_tokens: 90_000 });
    expect(failed.status).toBe(404);
    await expect
      .poll(async () => (await ask(harness.baseUrl(door), apiKey, { ...ASK, max_tokens: 50_000 })).status)
      .toBe(200);
  });
});

const PLACES = [
  { place: "postgres", isHere: true },
  { place: "redis", isHere: redisProgram !== null },
];

describe.each(PLACES)(
  "pain 4: limits per pod, not global. Two gateways sharing $place",
  ({ place, isHere }) => {
    it.skipIf(!isHere)(
      "let through exactly one limit between them",
      async () => {
        const redis = place === "redis" ? await startTestRedis() : null;
        const folder = mkdtempSync(path.join(tmpdir(), "limits-two-"));
        const started: GatewayProcess[] = [];
        try {
          const env = { FLOOPY_COUNTERS: place, ...(redis === null ? {} : { REDIS_URL: redis.url }) };
          for (const name of ["a", "b"]) started.push(await spawnGateway(path.join(folder, name), env));
          const tenant = await createGatewayTenant();
          const apiKey = await createTestKey(tenant, { requestsPerMinute: 6 });
          const asked = started.flatMap(({ baseUrl }) =>
            Array.from({ length: 8 }, () => ask(baseUrl, apiKey)),
          );
          const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
          expect(statuses).toEqual([...Array(6).fill(200), ...Array(10).fill(429)]);
          expect(await systemDb().limitState.count({ where: { orgId: tenant.orgId } })).toBe(
            place === "postgres" ? 2 : 0,
          );
        } finally {
          for (const gateway of started) await gateway.kill("SIGKILL");
          await redis?.stop();
          rmSync(folder, { recursive: true, force: true });
        }
      },
      90_000,
    );
  },
);
