import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { addExperimentSessions, type ExperimentSession } from "@/server/testing/experiment-sessions";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRoute } from "@/server/testing/gateway-tenant";
import { auditTrail, codeOf } from "@/server/testing/verb-checks";
import { createExperiment, getResults, watchExperiments } from "./index";

afterAll(disconnectDb);

let org: TestOrg;
let a: string;
let b: string;
let experimentId: string;
const QUICK = [{ provider: "sandbox", model: "quick" }];

beforeEach(async () => {
  org = await createTestOrg("pro");
  a = await createTestRoute(org, { slug: "auto", candidates: QUICK });
  b = await createTestRoute(org, { slug: "rival", candidates: QUICK });
  const created = await createExperiment(org.as(), variants(a, b));
  experimentId = created.id;
  await systemDb().experiment.update({
    where: { id: experimentId },
    data: { createdAt: new Date(Date.now() - 60_000) },
  });
});

const variants = (first: string, second: string) => ({
  name: "Rival",
  variant_a_routing_rule_id: first,
  variant_b_routing_rule_id: second,
});
const add = (sessions: readonly ExperimentSession[]) => addExperimentSessions(org, experimentId, sessions);
const many = (count: number, session: (n: number) => Omit<ExperimentSession, "sessionId">) =>
  Array.from({ length: count }, (_, n) => ({ sessionId: newId("ses"), ...session(n) }));
const results = () => getResults(org.as(), { experimentId });
const statusOf = async () =>
  (await systemDb().experiment.findUniqueOrThrow({ where: { id: experimentId } })).status;

describe("the results of an experiment", () => {
  it("are empty, and nobody has won, before any session took part", async () => {
    expect(await results()).toMatchObject({
      variant_a: { routing_rule_id: a, sample_size: 0, success_rate: null, nps: null, quality: null },
      variant_b: { routing_rule_id: b, sample_size: 0, average_cost_micro_usd: null },
      winner: null,
      metric: null,
      comparison: null,
    });
  });

  it("count requests, average a session as one outcome, and leave out what says nothing of a model", async () => {
    await add([
      { sessionId: "one", routeId: a, latencyMs: 100, costMicroUsd: 50 },
      { sessionId: "one", routeId: a, latencyMs: 300, costMicroUsd: null, status: "error" },
      { sessionId: "two", routeId: a, latencyMs: 200, costMicroUsd: 150 },
      { sessionId: "three", routeId: a, status: "client_closed", latencyMs: 9_000 },
      { sessionId: "four", routeId: a, status: "blocked", latencyMs: 9_000 },
    ]);
    const { variant_a } = await results();
    expect(variant_a).toMatchObject({
      sample_size: 3,
      sessions: 2,
      success_rate: 0.75,
      average_latency_ms: 200,
      average_cost_micro_usd: 100,
    });
  });

  it("take answers and ratings of its own sessions alone; unsigned ones count a quarter, held ones nothing", async () => {
    await add([
      { sessionId: "one", routeId: b, score: 10, rating: 8 },
      { sessionId: "two", routeId: b, score: 0, proof: "anonymous", rating: 4 },
      { sessionId: "three", routeId: b, score: 0, isHeld: true },
    ]);
    await addExperimentSessions(org, newId("exp"), [{ sessionId: "other", routeId: b, score: 0, rating: 0 }]);
    const { variant_b } = await results();
    expect(variant_b.nps).toEqual({ answers: 2, mean: 8 });
    expect(variant_b.quality).toEqual({ sessions: 2, mean: 0.6 });
  });

  it("name the winner by what end users say, once that is beyond doubt", async () => {
    await add(many(120, (n) => ({ routeId: a, score: 4 + (n % 3) })));
    await add(many(29, (n) => ({ routeId: b, score: 8 + (n % 3) })));
    expect(await results()).toMatchObject({ winner: null, metric: null });
    await add(many(91, (n) => ({ routeId: b, score: 8 + (n % 3) })));
    const found = await results();
    expect(found).toMatchObject({ winner: "B", metric: "nps" });
    expect(found.comparison?.difference).toBeCloseTo(0.4, 2);
    expect(found.comparison?.lower).toBeGreaterThan(0);
  });

  it("need the plan that has experiments, and show another organisation nothing", async () => {
    expect(await codeOf(getResults({ ...org.as(), planId: "free" }, { experimentId }))).toBe("plan_required");
    const other = await createTestOrg("pro");
    expect(await codeOf(getResults(other.as(), { experimentId }))).toBe("not_found");
  });
});

describe("a new experiment", () => {
  it("is refused on routes that take part in another, on one route twice, and on another organisation's", async () => {
    const c = await createTestRoute(org, { slug: "third", candidates: QUICK });
    expect(await codeOf(createExperiment(org.as(), variants(b, c)))).toBe("conflict");
    expect(await codeOf(createExperiment(org.as(), variants(c, c)))).toBe("invalid_request");
    const other = await createTestOrg("pro");
    const theirs = await createTestRoute(other, { slug: "auto", candidates: QUICK });
    expect(await codeOf(createExperiment(org.as(), variants(c, theirs)))).toBe("not_found");
    expect(await codeOf(createExperiment(org.as(), variants(c, newId("rt"))))).toBe("not_found");
  });
});

describe("the watch over experiments", () => {
  it("rolls back once when B is worse beyond doubt, and says by what in the audit log and to webhooks", async () => {
    await add(many(120, (n) => ({ routeId: a, score: 8 + (n % 3) })));
    await add(many(120, (n) => ({ routeId: b, score: 3 + (n % 3) })));
    await Promise.all([watchExperiments(new Date()), watchExperiments(new Date())]);
    expect(await statusOf()).toBe("rolled_back");
    expect(await auditTrail(org)).toEqual([
      { action: "experiment.created", targetId: experimentId },
      { action: "experiment.rolled_back", targetId: experimentId },
    ]);
    const told = await systemDb().outboxMessage.findMany({ where: { orgId: org.orgId } });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      topic: "route.rolled_back",
      payload: {
        experiment_id: experimentId,
        route_id: a,
        rival_route_id: b,
        reason: "regression",
        metric: "nps",
      },
    });
  });

  it("rolls back a B whose sessions fail, though nobody has answered", async () => {
    await add(many(60, () => ({ routeId: a })));
    await add(many(60, () => ({ routeId: b, status: "error" as const })));
    await watchExperiments(new Date());
    expect(await statusOf()).toBe("rolled_back");
  });

  it("leaves one alone whose B is as good, better, or hardly known", async () => {
    await add(many(60, (n) => ({ routeId: a, score: 6 + (n % 3) })));
    await add(many(20, () => ({ routeId: b, score: 0 })));
    await watchExperiments(new Date());
    expect(await statusOf()).toBe("active");
  });

  it("is not moved by unsigned answers as by vouched ones", async () => {
    await add(many(60, () => ({ routeId: a, score: 10 })));
    await add(many(100, () => ({ routeId: b, score: 0, proof: "anonymous" as const })));
    await watchExperiments(new Date());
    expect(await statusOf()).toBe("active");
  });
});
