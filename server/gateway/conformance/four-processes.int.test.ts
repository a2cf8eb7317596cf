import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { newId } from "@/server/core/ids";
import { connectionFor } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { rawCall } from "./raw-call";

const PROCESSES = 4;
/** So many callers at once at each process. */
const CALLERS = 4;
/** The callers stop when they have been refused so often; a limit that nobody shares lets four times as much through. */
const REFUSALS = 120;
const TOLERANCE = 1.01;

const USED = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1_000 };
const ANSWER = JSON.stringify({ ...JSON.parse(completion("ok")), usage: USED });
/** Reserved as a little more than what is used: 3,600 bytes are 900 tokens, and 100 may be answered. */
const ASK = JSON.stringify({
  model: "custom/priced",
  messages: [{ role: "user", content: "four".repeat(900) }],
  max_tokens: 100,
});
/** At a dollar for a million tokens. */
const COST_MICRO_USD = 1_000;
const RESERVED_MICRO_USD = 1_050;

interface Tally {
  admitted: number;
  statuses: Set<number>;
  /** What can have been filled up again meanwhile, at most, as a part of a minute. */
  minutes: number;
}

/** Calls of all processes at once with one key, until enough are refused; says how many answers there are by now. */
async function storm(
  gateways: readonly GatewayProcess[],
  apiKey: string,
  refusal: number,
  onAnswer: (answered: number) => void = () => {},
): Promise<Tally> {
  let [admitted, refused] = [0, 0];
  const statuses = new Set<number>();
  const startedMs = performance.now();
  const call = async ({ baseUrl }: GatewayProcess): Promise<void> => {
    while (refused < REFUSALS) {
      const { status } = await rawCall(`${baseUrl}/chat/completions`, apiKey, { body: ASK });
      statuses.add(status);
      if (status === 200) admitted += 1;
      else if (status === refusal) refused += 1;
      else return;
      onAnswer(admitted + refused);
    }
  };
  await Promise.all(gateways.flatMap((gateway) => Array.from({ length: CALLERS }, () => call(gateway))));
  return { admitted, statuses, minutes: (performance.now() - startedMs) / 60_000 };
}

interface Silence {
  end(): Promise<void>;
}

/** The shared place takes questions and answers none: Redis is stopped, the rows in the database are held. */
async function hush(redis: TestRedis | null): Promise<Silence> {
  if (redis !== null) {
    redis.freeze();
    return { end: async () => redis.thaw() };
  }
  const client = new Client(connectionFor("floopy_system"));
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM limit_states FOR UPDATE");
  return { end: () => client.end() };
}

const PLACES = [
  { place: "postgres", isHere: true },
  { place: "redis", isHere: redisProgram !== null },
];

describe.each(PLACES)(
  "four gateway processes that count in $place",
  { timeout: 240_000 },
  ({ place, isHere }) => {
    const test = it.skipIf(!isHere);
    const folder = mkdtempSync(path.join(tmpdir(), "floopy-four-"));
    const gateways: GatewayProcess[] = [];
    let redis: TestRedis | null = null;
    let upstream: FakeUpstream;

    beforeAll(async () => {
      if (!isHere) return;
      redis = place === "redis" ? await startTestRedis() : null;
      upstream = (await new FakeUpstream().start()).on("priced", answers(200, ANSWER));
      const env = {
        ...{ FLOOPY_COUNTERS: place, FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1" },
        ...(redis === null ? {} : { REDIS_URL: redis.url }),
      };
      for (let index = 0; index < PROCESSES; index++)
        gateways.push(await spawnGateway(path.join(folder, String(index)), env));
      // The first request of a process opens its connections, which may take a busy machine longer than a limit waits.
      const { apiKey } = await newTenant();
      for (const { baseUrl } of gateways)
        expect((await rawCall(`${baseUrl}/chat/completions`, apiKey, { body: ASK })).status).toBe(200);
    }, 240_000);
    afterAll(async () => {
      for (const gateway of gateways) await gateway.kill("SIGKILL");
      upstream?.close();
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const newTenant = (): Promise<GatewayTenant> => createGatewayTenant({ customBaseUrl: upstream.baseUrl });

    test("are processes of their own", () => {
      expect(new Set([process.pid, ...gateways.map(({ pid }) => pid)]).size).toBe(PROCESSES + 1);
    });

    test("let through at most a hundredth more requests than a key's limit, and nearly all of it", async () => {
      const perMinute = 400;
      const apiKey = await createTestKey(await newTenant(), { requestsPerMinute: perMinute });
      const { admitted, statuses, minutes } = await storm(gateways, apiKey, 429);
      expect(statuses).toEqual(new Set([200, 429]));
      expect(admitted).toBeLessThanOrEqual(perMinute * (1 + minutes) * TOLERANCE);
      expect(admitted).toBeGreaterThan(perMinute * 0.95);
    });

    test("let through no more while the place is silent, and the rest once it answers again", async () => {
      const perMinute = 400;
      const apiKey = await createTestKey(await newTenant(), { requestsPerMinute: perMinute });
      const tallies: Tally[] = [];
      const admitted = () => tallies.reduce((sum, tally) => sum + tally.admitted, 0);
      const minutes = () => tallies.reduce((sum, tally) => sum + tally.minutes, 0);
      let silence: Promise<Silence> | undefined;
      const first = await storm(gateways, apiKey, 429, (answered) => {
        if (answered === perMinute / 4) silence = hush(redis);
      });
      tallies.push(first);
      await (await silence)?.end();
      expect(first.statuses).toEqual(new Set([200, 429]));
      expect(first.admitted).toBeLessThan(perMinute);
      while (admitted() < perMinute * 0.95) tallies.push(await storm(gateways, apiKey, 429));
      expect(admitted()).toBeLessThanOrEqual(perMinute * (1 + minutes()) * TOLERANCE);
    });

    test("let through at most a hundredth more requests of an organisation, whichever of its keys asks", async () => {
      const tenant = await newTenant();
      await systemDb().subscription.update({ where: { orgId: tenant.orgId }, data: { planId: "free" } });
      const other = await createTestKey(tenant);
      const tallies = await Promise.all([
        storm(gateways.slice(0, 2), tenant.apiKey, 429),
        storm(gateways.slice(2), other, 429),
      ]);
      const admitted = tallies.reduce((sum, tally) => sum + tally.admitted, 0);
      const minutes = Math.max(...tallies.map((tally) => tally.minutes));
      const { requestsPerMinute } = PLANS.free;
      expect(admitted).toBeLessThanOrEqual(requestsPerMinute * (1 + minutes) * TOLERANCE);
      expect(admitted).toBeGreaterThan(requestsPerMinute * 0.95);
    });

    test("let through at most a hundredth more tokens than a key's limit, and nearly all of it", async () => {
      const perMinute = 300_000;
      const apiKey = await createTestKey(await newTenant(), { tokensPerMinute: perMinute });
      const { admitted, statuses, minutes } = await storm(gateways, apiKey, 429);
      expect(statuses).toEqual(new Set([200, 429]));
      const tokens = admitted * USED.total_tokens;
      expect(tokens).toBeLessThanOrEqual(perMinute * (1 + minutes) * TOLERANCE);
      expect(tokens).toBeGreaterThan(perMinute * 0.9);
    });

    test("spend no more than a budget has, whatever is asked for at once, and nearly all of it", async () => {
      const limitMicroUsd = 250_000;
      const tenant = await newTenant();
      const { orgId } = tenant;
      await systemDb().priceOverride.create({
        data: {
          id: newId("price"),
          orgId,
          provider: "custom",
          model: "priced",
          rates: { input: 1, output: 1 },
        },
      });
      await systemDb().budget.create({
        data: {
          ...{ id: newId("bud"), orgId, scope: "organization", scopeId: orgId },
          ...{ limitMicroUsd: BigInt(limitMicroUsd), mode: "block" },
        },
      });
      const { admitted, statuses } = await storm(gateways, tenant.apiKey, 402);
      expect(statuses).toEqual(new Set([200, 402]));
      const spent = admitted * COST_MICRO_USD;
      expect(spent).toBeLessThanOrEqual(limitMicroUsd);
      expect(spent).toBeGreaterThan(limitMicroUsd - PROCESSES * CALLERS * RESERVED_MICRO_USD);
    });
  },
);
