import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { creditFeedback, publishLearning } from "@/server/modules/learning";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { spawnGateway } from "@/server/testing/spawn-gateway";
import { type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
const folders: string[] = [];

beforeAll(async () => {
  harness = await startHarness();
  tenant = await createGatewayTenant();
  await createTestRoute(tenant, {
    slug: "auto",
    strategy: "feedback_driven",
    candidates: [
      { provider: "sandbox", model: "genius" },
      { provider: "sandbox", model: "thinker" },
    ],
  });
});
afterAll(async () => {
  await harness?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function ask(baseUrl: string, session: string, more: Record<string, string> = {}): Promise<RawResponse> {
  const messages = [{ role: "user", content: "Why is the sky blue?" }];
  const body = JSON.stringify({ model: "auto", max_tokens: 4, messages });
  const headers = { "floopy-session-id": session, ...more };
  return rawCall(`${baseUrl}/chat/completions`, tenant.apiKey, { body, headers });
}

/** The models that answered sessions of these names, a few at a time. */
async function converse(baseUrl: string, sessions: readonly string[]): Promise<RawResponse[]> {
  const answers: RawResponse[] = [];
  for (let from = 0; from < sessions.length; from += 10) {
    const part = sessions.slice(from, from + 10).map((session) => ask(baseUrl, session));
    answers.push(...(await Promise.all(part)));
  }
  return answers;
}

const modelOf = ({ headers }: RawResponse): string => String(headers["floopy-model"]);
const named = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

async function answerNps(sessions: readonly string[], models: readonly string[], liked: string) {
  for (const [index, sessionId] of sessions.entries()) {
    const { orgId, projectId } = tenant;
    const score01 = models[index] === liked ? 0.9 + 0.1 * (index % 2) : 0.1 * (index % 4);
    const sourceId = `nps_${sessionId}`;
    const credit = { orgId, projectId, sessionId, sourceId, score01, at: new Date() };
    await withTenant(tenant, (tx) => creditFeedback(tx, { ...credit, signal: "nps", channel: "signed" }));
  }
}

describe("what users say of their sessions", { timeout: 180_000 }, () => {
  it("decides which model answers the next ones", async () => {
    const baseUrl = harness.baseUrl("lean");
    const before = await converse(baseUrl, named("before", 60));
    expect(before.every(({ status }) => status === 200)).toBe(true);
    const liked = ["genius", "thinker"].find(
      (name) => before.filter((one) => modelOf(one) === name).length < 30,
    );
    if (liked === undefined) throw new Error("the benchmark has no opinion");
    expect(before[0]?.headers).toMatchObject({
      "floopy-routing-phase": "day0",
      "floopy-shared-prior": "0",
      "floopy-confidence": expect.stringMatching(/^0\.\d{3}$/),
    });
    await harness.recordsOf(tenant.orgId);

    await answerNps(named("before", 60), before.map(modelOf), liked);
    await publishLearning(new Date());
    const phase = async () => (await ask(baseUrl, "probe")).headers["floopy-routing-phase"];
    await expect.poll(phase).toBe("nps");

    const after = await converse(baseUrl, named("after", 40));
    const share = after.filter((one) => modelOf(one) === liked).length / after.length;
    expect(share).toBeGreaterThan(0.75);
    const [kept] = await converse(baseUrl, named("before", 1));
    expect(kept?.headers["floopy-routing-reason"]).not.toBe("weighted_session");
  });

  it("is written down with each decision, with the probability of every choice", async () => {
    await harness.recordsOf(tenant.orgId);
    const decisions = await systemDb().decision.findMany({ where: { orgId: tenant.orgId } });
    expect(decisions.length).toBeGreaterThan(100);
    for (const decision of decisions) {
      const candidates = JSON.parse(JSON.stringify(decision.candidates));
      const total = candidates.reduce((sum: number, one: { propensity: number }) => sum + one.propensity, 0);
      expect(total).toBeCloseTo(1, 6);
      const weights: Record<string, number> = JSON.parse(JSON.stringify(decision.weights));
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
      expect(decision.propensity).toBeGreaterThan(0);
      expect(decision.taskCategory).toBe("qa");
      expect(decision.explorationRate).toBeLessThanOrEqual(0.2 + 1e-9);
      expect(decision.usedSharedPoolPrior).toBe(false);
    }
    const last = decisions.filter(({ phase }) => phase === "nps").at(-1);
    expect(last).toMatchObject({
      strategy: "feedback_driven",
      confidence: expect.any(Number),
      confidenceReason: expect.any(String),
      snapshotId: expect.stringMatching(/^lsn_/),
    });
  });

  it("is known to every gateway process alike, also to one that starts later", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "floopy-loop-"));
    folders.push(folder);
    const sessions = named("shared", 20);
    const here = await converse(harness.baseUrl("lean"), sessions);
    for (const run of ["first", "restarted"]) {
      const other = await spawnGateway(folder);
      const phase = async () => (await ask(other.baseUrl, run)).headers["floopy-routing-phase"];
      await expect.poll(phase).toBe("nps");
      const there = await converse(other.baseUrl, sessions);
      expect(there.map(modelOf)).toEqual(here.map(modelOf));
      await other.kill("SIGTERM");
    }
  });
});
