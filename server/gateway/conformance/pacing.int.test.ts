import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { paceRoutes } from "@/server/modules/pacing";
import { updateRoute } from "@/server/modules/routes/update-route";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { spawnGateway } from "@/server/testing/spawn-gateway";
import { type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let routeId: string;
const folders: string[] = [];
/** Quick answers of this length cost about 25 micro-dollars, those of genius about 1,550. */
const TOKENS = 60;
const TARGET = 500;

beforeAll(async () => {
  harness = await startHarness();
  tenant = await createGatewayTenant();
  routeId = await createTestRoute(tenant, {
    slug: "auto",
    strategy: "feedback_driven",
    candidates: [
      { provider: "sandbox", model: "quick" },
      { provider: "sandbox", model: "genius" },
    ],
  });
});
afterAll(async () => {
  await harness?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function ask(baseUrl: string, session: string): Promise<RawResponse> {
  const messages = [{ role: "user", content: "Why is the sky blue?" }];
  const body = JSON.stringify({ model: "auto", max_tokens: TOKENS, messages });
  return rawCall(`${baseUrl}/chat/completions`, tenant.apiKey, {
    body,
    headers: { "floopy-session-id": session },
  });
}

async function converse(baseUrl: string, prefix: string, count: number): Promise<RawResponse[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => ask(baseUrl, `${prefix}-${n}`)));
}

const modelOf = ({ headers }: RawResponse): string => String(headers["floopy-model"]);
const pacing = () => systemDb().routePacing.findUniqueOrThrow({ where: { routeId } });
const LAMBDA = { lowLambda: true, highLambda: true, highShare: true } as const;

describe("a route with a target for its mean cost", { timeout: 240_000 }, () => {
  it("meets it over its requests, by choosing, whatever was expected of their cost", async () => {
    await updateRoute(tenant.as(), { routeId, costTargetMicroUsd: TARGET });
    for (let round = 0; round < 40; round++) {
      await converse(harness.baseUrl("lean"), `round-${round}`, 20);
      await harness.recordsOf(tenant.orgId);
      await paceRoutes(new Date());
      const { lowLambda, highLambda, highShare } = await pacing();
      // The next round has to be chosen at the price that was just worked out.
      const seen = async () => {
        const { requestId } = await probe(`probe-${round}`);
        const { decision } = await harness.record(requestId);
        return decision === null ? null : (await lambdaOf(requestId)).toFixed(6);
      };
      if (round % 10 === 9)
        await expect
          .poll(seen, { timeout: 30_000 })
          .toBe((lowLambda + highShare * (highLambda - lowLambda)).toFixed(6));
    }
    const { requestCount, costMicroUsd } = await pacing();
    expect(requestCount).toBeGreaterThan(800);
    expect(Number(costMicroUsd) / requestCount / TARGET).toBeGreaterThan(0.9);
    expect(Number(costMicroUsd) / requestCount / TARGET).toBeLessThan(1.1);
    const models = new Set(
      (await systemDb().request.findMany({ where: { orgId: tenant.orgId } })).map(({ model }) => model),
    );
    expect(models).toEqual(new Set(["quick", "genius"]));
  });

  it("counts each request once, at what it has cost", async () => {
    await harness.recordsOf(tenant.orgId);
    const requests = await systemDb().request.findMany({ where: { orgId: tenant.orgId, routeId } });
    const { requestCount, costMicroUsd } = await pacing();
    expect(requestCount).toBe(requests.length);
    expect(Number(costMicroUsd)).toBe(requests.reduce((sum, { costMicroUsd: cost }) => sum + (cost ?? 0), 0));
  });

  it("chooses alike in every process, and after a restart, as the price is stored", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "floopy-pacing-"));
    folders.push(folder);
    const price = await systemDb().routePacing.findUniqueOrThrow({ where: { routeId }, select: LAMBDA });
    const here = (await converse(harness.baseUrl("lean"), "alike", 30)).map(modelOf);
    expect(new Set(here).size).toBe(2);
    for (const _run of ["first", "restarted"]) {
      const other = await spawnGateway(folder);
      expect((await converse(other.baseUrl, "alike", 30)).map(modelOf)).toEqual(here);
      await other.kill("SIGTERM");
    }
    expect(await systemDb().routePacing.findUniqueOrThrow({ where: { routeId }, select: LAMBDA })).toEqual(
      price,
    );
  });
});

async function probe(session: string): Promise<{ requestId: string }> {
  const { headers } = await ask(harness.baseUrl("lean"), session);
  return { requestId: String(headers["x-request-id"]) };
}

async function lambdaOf(requestId: string): Promise<number> {
  const { evidence } = await systemDb().decision.findFirstOrThrow({ where: { requestId } });
  const { lambda }: { lambda: number } = JSON.parse(JSON.stringify(evidence));
  return lambda;
}
