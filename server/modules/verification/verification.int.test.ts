import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { addExperimentSessions } from "@/server/testing/experiment-sessions";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRoute } from "@/server/testing/gateway-tenant";
import { codeOf } from "@/server/testing/verb-checks";
import { unpinRoute } from "../routes";
import { getVerification, rollBackRoutes } from "./index";

afterAll(disconnectDb);

let org: TestOrg;
let routeId: string;

beforeEach(async () => {
  org = await createTestOrg("pro");
  routeId = await createTestRoute(org, {
    slug: "auto",
    strategy: "feedback_driven",
    candidates: [
      { provider: "sandbox", model: "genius" },
      { provider: "sandbox", model: "quick" },
    ],
  });
});

interface Group {
  count: number;
  model: "genius" | "quick";
  /** How likely the first model was. */
  p: number;
  score: (n: number) => number;
  costMicroUsd: number;
}

async function add({ count, model, p, score, costMicroUsd }: Group): Promise<void> {
  const sessions = Array.from({ length: count }, (_, n) => ({
    ...{ sessionId: newId("ses"), routeId, costMicroUsd },
    score: score(n),
  }));
  await addExperimentSessions(org, null, sessions);
  const where = { orgId: org.orgId, sessionId: { in: sessions.map(({ sessionId }) => sessionId) } };
  await systemDb().request.updateMany({ where, data: { model, routeId } });
  const candidates = [
    { provider: "sandbox", model: "genius", propensity: p },
    { provider: "sandbox", model: "quick", propensity: 1 - p },
  ];
  await systemDb().decision.updateMany({ where, data: { provider: "sandbox", model, candidates } });
}

const verify = () => getVerification(org.as(), { route_id: routeId });
const about = (mean: number) => (n: number) => mean - 1 + (n % 3);

const routeNow = () =>
  systemDb().route.findUniqueOrThrow({
    where: { id: routeId },
    select: { pinnedCandidateId: true, candidates: { select: { id: true, model: true } } },
  });
const pinnedModel = async (): Promise<string | null> => {
  const { pinnedCandidateId, candidates } = await routeNow();
  return candidates.find(({ id }) => id === pinnedCandidateId)?.model ?? null;
};
/** Only this test's route is looked at; others run beside it. */
const rollBack = async (now = new Date()): Promise<string | null> => {
  await rollBackRoutes(now);
  return pinnedModel();
};

describe("a route whose own choices do harm", () => {
  const harm = async (): Promise<void> => {
    await add({ count: 100, model: "genius", p: 0.5, score: about(8), costMicroUsd: 900 });
    await add({ count: 100, model: "quick", p: 0.5, score: about(3), costMicroUsd: 100 });
  };
  const where = () => ({ orgId: org.orgId });

  it("goes back to its first model, once, and says so in the audit log and to webhooks", async () => {
    await harm();
    expect(await rollBack()).toBe("genius");
    await rollBack();
    const entries = await systemDb().auditEntry.findMany({
      where: { ...where(), action: "route.rolled_back" },
    });
    expect(entries.map(({ actorKind, targetId, changes }) => ({ actorKind, targetId, changes }))).toEqual([
      {
        actorKind: "job",
        targetId: routeId,
        changes: expect.objectContaining({
          model: "sandbox/genius",
          metric: "quality",
          reason: "regression",
        }),
      },
    ]);
    const events = await systemDb().outboxMessage.findMany({
      where: { ...where(), topic: "route.rolled_back" },
    });
    expect(events.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ route_id: routeId, model: "sandbox/genius" }),
    ]);
  });

  it("is left alone where choices are as good, and where nobody wants it", async () => {
    await add({ count: 100, model: "genius", p: 0.5, score: about(8), costMicroUsd: 900 });
    await add({ count: 100, model: "quick", p: 0.5, score: about(8), costMicroUsd: 100 });
    expect(await rollBack()).toBeNull();
    await systemDb().route.update({ where: { id: routeId }, data: { settings: { rollsBack: false } } });
    await add({ count: 300, model: "quick", p: 0.5, score: about(2), costMicroUsd: 100 });
    expect(await rollBack()).toBeNull();
  });

  it("starts anew when somebody unpins it", async () => {
    await harm();
    expect(await rollBack()).toBe("genius");
    await unpinRoute(org.as(), { routeId });
    expect(await rollBack(new Date(Date.now() + 1_000))).toBeNull();
  });

  it("is left to its experiment while one runs", async () => {
    await harm();
    await systemDb().experiment.create({
      data: {
        ...{ id: newId("exp"), orgId: org.orgId, projectId: org.projectId, name: "Try", splitPercentage: 50 },
        ...{ variantARouteId: routeId, variantBRouteId: newId("rt") },
      },
    });
    expect(await rollBack()).toBeNull();
  });
});

describe("the verification of a route", () => {
  it("has too little to say before end users have, and where nothing was left to choice", async () => {
    expect(await verify()).toMatchObject({
      status: "insufficient_data",
      baseline_model: { provider: "sandbox", model: "genius" },
      baseline: { samples: 0, composite_quality: null },
    });
    await add({ count: 60, model: "genius", p: 1, score: about(9), costMicroUsd: 900 });
    await add({ count: 60, model: "quick", p: 0, score: about(2), costMicroUsd: 100 });
    expect(await verify()).toMatchObject({ status: "insufficient_data", floopy: { samples: 0 } });
  });

  it("is verified when what the route chose is better beyond doubt", async () => {
    await add({ count: 100, model: "genius", p: 0.5, score: about(5), costMicroUsd: 900 });
    await add({ count: 100, model: "quick", p: 0.5, score: about(9), costMicroUsd: 100 });
    const found = await verify();
    expect(found).toMatchObject({
      status: "verified",
      baseline: { samples: 100, avg_cost_micro_usd: 900, p50_latency_ms: 400 },
      floopy: { samples: 100, avg_cost_micro_usd: 100 },
    });
    expect(found.quality_difference?.difference).toBeCloseTo(0.4, 2);
  });

  it("sees a regression, and is not verified where cheaper may be worse", async () => {
    await add({ count: 100, model: "genius", p: 0.5, score: about(8), costMicroUsd: 900 });
    await add({ count: 40, model: "quick", p: 0.5, score: about(8), costMicroUsd: 100 });
    expect((await verify()).status).toBe("not_verified");
    await add({ count: 100, model: "quick", p: 0.5, score: about(3), costMicroUsd: 100 });
    expect((await verify()).status).toBe("regression_detected");
  });

  it("compares like with like where hard tasks go to the better model", async () => {
    // Hard tasks: three in four to the first model, all end at 5. Easy ones: three in four elsewhere, all end at 9.
    await add({ count: 90, model: "genius", p: 0.75, score: about(5), costMicroUsd: 900 });
    await add({ count: 30, model: "quick", p: 0.75, score: about(5), costMicroUsd: 100 });
    await add({ count: 30, model: "genius", p: 0.25, score: about(9), costMicroUsd: 900 });
    await add({ count: 90, model: "quick", p: 0.25, score: about(9), costMicroUsd: 100 });
    const found = await verify();
    expect(found.quality_difference?.difference).toBeCloseTo(0, 3);
    expect(found.baseline.composite_quality).toBeCloseTo(0.7, 3);
  });

  it("looks back no further than the plan, and at no other organisation's route", async () => {
    const free = { ...org.as(), planId: "free" as const };
    expect(await codeOf(getVerification(free, { route_id: routeId, window: "30d" }))).toBe("invalid_request");
    expect((await getVerification(free, { route_id: routeId })).window).toBe("7d");
    const other = await createTestOrg("pro");
    expect(await codeOf(getVerification(other.as(), { route_id: routeId }))).toBe("not_found");
  });
});
