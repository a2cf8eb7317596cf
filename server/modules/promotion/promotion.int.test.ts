import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Constraints } from "@/server/contracts/constraints";
import { PromotionSettings } from "@/server/contracts/promotion";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { replaceConstraints } from "@/server/modules/constraints/replace-constraints";
import { createExperiment } from "@/server/modules/experiments";
import { pinRoute } from "@/server/modules/routes";
import { updateRoute } from "@/server/modules/routes/update-route";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRoute } from "@/server/testing/gateway-tenant";
import { addShadowPairs, addTrialSessions, type TrialSession } from "@/server/testing/trial-rows";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getPromotion } from "./get-promotion";
import { reserveShadowSpend, settleShadowSpend, watchTrials } from "./index";
import { promoteCandidate, removeCandidate } from "./promote-candidate";
import { startCanary } from "./start-canary";
import { addShadow, startShadow } from "./start-shadow";

afterAll(disconnectDb);

const QUICK = { provider: "sandbox", model: "quick" };
const GENIUS = { provider: "sandbox", model: "genius" };

let org: TestOrg;
let routeId: string;

beforeEach(async () => {
  org = await createTestOrg("pro");
  routeId = await createTestRoute(org, { slug: "auto", strategy: "weighted", candidates: [QUICK, GENIUS] });
});

const rowOf = (model: string) => systemDb().routeCandidate.findFirstOrThrow({ where: { routeId, model } });
const idOf = async (model: string) => ({ routeId, candidateId: (await rowOf(model)).id });
const actions = async () => (await auditTrail(org)).map(({ action }) => action);
const trialsOf = () =>
  systemDb().candidateTrial.findMany({ where: { routeId }, orderBy: { startedAt: "asc" } });
const told = async () =>
  (await systemDb().outboxMessage.findMany({ where: { orgId: org.orgId } })).map(({ topic }) => topic);
const settle = (over: Partial<PromotionSettings>) =>
  systemDb().route.update({
    where: { id: routeId },
    data: { settings: { promotion: PromotionSettings.parse({ samplesMin: 30, ...over }) } },
  });
const viewOf = async (model: string) =>
  (await getPromotion(org.as(), { routeId })).candidates.find((row) => row.model === model);
const constrain = (limits: Partial<Constraints>) => replaceConstraints(org.as(), Constraints.parse(limits));
/** Twice, as the worker comes again: the second look finds nothing new. */
const watch = async () => {
  for (let turn = 0; turn < 2; turn++) await watchTrials(new Date());
};

describe("what a person can do with a candidate", () => {
  it("puts one that is live into shadow, one audit entry each, and tells nobody else's history", async () => {
    const ids = await idOf("genius");
    expect(await startShadow(org.as(), ids)).toMatchObject({ stage: "shadow" });
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow", shadowPassedAt: null });
    const [trial] = await trialsOf();
    expect(trial).toMatchObject({ stage: "shadow", startedBy: "Test Owner", endedAt: null, ...GENIUS });
    expect((await rowOf("genius")).trialId).toBe(trial?.id);
    expect(await actions()).toEqual(["candidate.shadow_started"]);
    expect(await codeOf(startShadow(org.as(), ids))).toBe("conflict");
    expect(await actions()).toHaveLength(1);
  });

  it("adds one that answers nobody from the start", async () => {
    const added = await addShadow(org.as(), { routeId, provider: "sandbox", model: "balanced" });
    expect(await rowOf("balanced")).toMatchObject({ id: added.candidateId, stage: "shadow", position: 2 });
    expect(await actions()).toEqual(["candidate.added"]);
    expect(await codeOf(addShadow(org.as(), { routeId, ...QUICK }))).toBe("conflict");
  });

  it("goes up the steps of a canary, and at last to all users", async () => {
    const ids = await idOf("genius");
    for (const canaryPercent of [5, 25, 50])
      expect(await startCanary(org.as(), ids)).toMatchObject({ stage: "canary", canaryPercent });
    expect(await codeOf(startCanary(org.as(), ids))).toBe("conflict");
    expect(await codeOf(startCanary(org.as(), { ...ids, percent: 50 }))).toBe("conflict");
    expect(await codeOf(startCanary(org.as(), { ...ids, percent: 51 }))).toBe("invalid_request");
    expect(await startCanary(org.as(), { ...ids, percent: 10 })).toMatchObject({ canaryPercent: 10 });
    await promoteCandidate(org.as(), ids);
    expect(await rowOf("genius")).toMatchObject({ stage: "live", canaryPercent: null, trialId: null });
    expect((await trialsOf()).map(({ canaryPercent, outcome }) => [canaryPercent, outcome])).toEqual([
      [5, "advanced"],
      [25, "advanced"],
      [50, "stopped"],
      [10, "promoted"],
    ]);
    const started = Array.from({ length: 4 }, () => "candidate.canary_started");
    expect(await actions()).toEqual([...started, "candidate.promoted"]);
    expect(await told()).toEqual(["route.promoted"]);
    expect(await codeOf(promoteCandidate(org.as(), ids))).toBe("conflict");
  });

  it("puts a promoted one first where the route keeps an order", async () => {
    await systemDb().route.update({ where: { id: routeId }, data: { strategy: "fallback" } });
    await startShadow(org.as(), await idOf("genius"));
    await promoteCandidate(org.as(), await idOf("genius"));
    expect([(await rowOf("genius")).position, (await rowOf("quick")).position]).toEqual([0, 1]);
  });

  it("takes one out, and what was seen of it stays", async () => {
    const ids = await idOf("genius");
    await startShadow(org.as(), ids);
    expect(await removeCandidate(org.as(), ids)).toMatchObject({ stage: null });
    expect(await systemDb().routeCandidate.count({ where: { routeId } })).toBe(1);
    expect(await trialsOf()).toMatchObject([{ outcome: "stopped", endedBy: "Test Owner" }]);
    expect(await actions()).toEqual(["candidate.shadow_started", "candidate.removed"]);
    expect((await getPromotion(org.as(), { routeId })).history).toHaveLength(1);
  });

  it("never leaves a route without a model that answers", async () => {
    await startShadow(org.as(), await idOf("genius"));
    const last = await idOf("quick");
    for (const work of [startShadow, startCanary, removeCandidate])
      expect(await codeOf(work(org.as(), last))).toBe("conflict");
    const onlyShadow = { routeId, candidates: [GENIUS] };
    expect(await codeOf(updateRoute(org.as(), onlyShadow))).toBe("invalid_field");
    expect(await systemDb().routeCandidate.count({ where: { routeId } })).toBe(2);
  });

  it("begins no canary where somebody has said who answers, or sessions are split already", async () => {
    const ids = await idOf("genius");
    await pinRoute(org.as(), { routeId, model: "quick" });
    expect(await codeOf(startCanary(org.as(), ids))).toBe("conflict");
    await systemDb().route.update({ where: { id: routeId }, data: { pinnedCandidateId: null } });
    const rival = await createTestRoute(org, { slug: "rival", candidates: [QUICK] });
    const variants = { variant_a_routing_rule_id: routeId, variant_b_routing_rule_id: rival };
    await createExperiment(org.as(), { name: "Split", ...variants });
    expect(await codeOf(startCanary(org.as(), ids))).toBe("conflict");
    await systemDb().experiment.updateMany({ where: { orgId: org.orgId }, data: { status: "completed" } });
    await startCanary(org.as(), ids);
    expect(await codeOf(createExperiment(org.as(), { name: "Split", ...variants }))).toBe("conflict");
    const other = await addShadow(org.as(), { routeId, provider: "sandbox", model: "balanced" });
    const second = { routeId, candidateId: other.candidateId };
    expect(await codeOf(startCanary(org.as(), second))).toBe("conflict");
    expect(await codeOf(pinRoute(org.as(), { routeId, model: "genius" }))).toBe("invalid_field");
  });

  it("is for those who manage routes, in their own organisation, on a plan that has it", async () => {
    const ids = await idOf("genius");
    const stranger = await createTestOrg("pro");
    const verbs: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => addShadow(ctx, { routeId, provider: "sandbox", model: newId("row") }),
      (ctx) => startShadow(ctx, ids),
      (ctx) => startCanary(ctx, ids),
      (ctx) => promoteCandidate(ctx, ids),
      (ctx) => removeCandidate(ctx, ids),
    ];
    for (const verb of verbs) {
      expect(await codeOf(verb(stranger.as()))).toBe("not_found");
      expect(await rolesThatMay(org, verb)).toEqual(["owner", "admin", "member"]);
    }
    expect(await auditTrail(stranger)).toEqual([]);
    expect(await codeOf(getPromotion(stranger.as(), { routeId }))).toBe("not_found");
    const free = await createTestOrg("free");
    const freeRoute = await createTestRoute(free, { slug: "auto", candidates: [QUICK, GENIUS] });
    const added = { routeId: freeRoute, provider: "sandbox", model: "balanced" };
    expect(await codeOf(addShadow(free.as(), added))).toBe("plan_required");
  });

  it("keeps the stage of a model when the route is saved, and ends the phase of one that leaves", async () => {
    await startShadow(org.as(), await idOf("genius"));
    const before = await rowOf("genius");
    await updateRoute(org.as(), { routeId, candidates: [{ ...GENIUS, weight: 3 }, QUICK] });
    const { trialId, stage } = before;
    expect(await rowOf("genius")).toMatchObject({ id: before.id, trialId, stage, weight: 3, position: 0 });
    await updateRoute(org.as(), { routeId, candidates: [QUICK] });
    expect(await trialsOf()).toMatchObject([{ outcome: "stopped" }]);
  });
});

describe("a route whose organisation asks for a passed shadow phase", () => {
  it("puts new models in shadow by itself, and those that are live and untried", async () => {
    await constrain({ require_shadow_before_live: true });
    const balanced = { provider: "sandbox", model: "balanced" };
    await updateRoute(org.as(), { routeId, candidates: [QUICK, GENIUS, balanced] });
    expect((await rowOf("balanced")).stage).toBe("shadow");
    expect(await viewOf("genius")).toMatchObject({ stage: "live", isHeldBack: true });
    expect(await viewOf("quick")).toMatchObject({ stage: "live", isHeldBack: false });
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow" });
    expect((await rowOf("quick")).stage).toBe("live");
    expect((await actions()).slice(2)).toEqual(["candidate.shadow_started"]);
  });

  it("lets nobody skip it, until it is passed", async () => {
    await constrain({ require_shadow_before_live: true });
    const ids = await idOf("genius");
    await startShadow(org.as(), ids);
    expect(await codeOf(promoteCandidate(org.as(), ids))).toBe("conflict");
    expect(await codeOf(startCanary(org.as(), ids))).toBe("conflict");
    await settle({});
    const trialId = (await rowOf("genius")).trialId ?? "";
    await addShadowPairs(
      org,
      trialId,
      Array.from({ length: 400 }, () => ({})),
    );
    await watch();
    expect((await rowOf("genius")).shadowPassedAt).not.toBeNull();
    await promoteCandidate(org.as(), ids);
    expect((await rowOf("genius")).stage).toBe("live");
  });
});

describe("the watch over shadows", () => {
  const begin = async (over: Partial<PromotionSettings> = {}): Promise<string> => {
    await settle(over);
    await startShadow(org.as(), await idOf("genius"));
    return (await rowOf("genius")).trialId ?? "";
  };

  it("waits while too little is known, and says what is missing", async () => {
    const trialId = await begin();
    await addShadowPairs(
      org,
      trialId,
      Array.from({ length: 29 }, () => ({})),
    );
    await addShadowPairs(
      org,
      newId("trl"),
      Array.from({ length: 900 }, () => ({ preference: 0 })),
    );
    await watch();
    const view = await viewOf("genius");
    expect(view?.trial?.comparison).toMatchObject({
      ...{ verdict: "open", candidate: { samples: 29, success: 1 } },
      gaps: ["samples", "quality_unknown", "errors"],
    });
    expect((await rowOf("genius")).trialId).toBe(trialId);
  });

  it("leaves one that has passed to a person, or begins a canary, as the route says", async () => {
    const passing = Array.from({ length: 400 }, (_, n) => ({ preference: n % 2 }));
    await addShadowPairs(org, await begin({ qualityMargin: 0.2 }), passing);
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow", trialId: null });
    expect(await viewOf("genius")).toMatchObject({ hasPassedShadow: true, trial: null });
    await addShadowPairs(org, await begin({ qualityMargin: 0.2, afterShadow: "canary" }), passing);
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "canary", canaryPercent: 5 });
    expect(await actions()).toEqual([
      ...["candidate.shadow_started", "candidate.shadow_passed"],
      ...["candidate.shadow_started", "candidate.canary_started"],
    ]);
  });

  it("asks no more of one that is worse beyond doubt", async () => {
    const trialId = await begin();
    await addShadowPairs(
      org,
      trialId,
      Array.from({ length: 200 }, (_, n) => ({ preference: n % 5 === 0 ? 1 : 0 })),
    );
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow", trialId: null, shadowPassedAt: null });
    const [trial] = (await getPromotion(org.as(), { routeId })).history;
    expect(trial).toMatchObject({
      outcome: "failed",
      endedBy: "Floopy",
      comparison: { worseIn: "preference" },
    });
    expect(await actions()).toEqual(["candidate.shadow_started", "candidate.shadow_failed"]);
  });

  it("passes none that is too slow or too dear", async () => {
    const trialId = await begin({ qualityMargin: 0.2 });
    const slow = { shadowLatencyMs: 700, shadowCostMicroUsd: 200 };
    await addShadowPairs(
      org,
      trialId,
      Array.from({ length: 400 }, () => slow),
    );
    await watch();
    expect((await viewOf("genius"))?.trial?.comparison.gaps).toEqual(["latency", "cost"]);
  });
});

describe("the watch over canaries", () => {
  const begin = async (over: Partial<PromotionSettings> = {}, percent = 25): Promise<string> => {
    await settle({ qualityMargin: 0.2, errorMargin: 0.2, ...over });
    await startCanary(org.as(), { ...(await idOf("genius")), percent });
    return (await rowOf("genius")).trialId ?? "";
  };
  const both = (count: number, live: Partial<TrialSession>, canary: Partial<TrialSession>) =>
    Array.from({ length: count }, (_, n) => ({ score: 7 + (n % 4), isCanary: false, ...live })).concat(
      Array.from({ length: count }, (_, n) => ({ score: 7 + (n % 4), ...canary, isCanary: true })),
    );
  const stageOf = async () => {
    const { stage, canaryPercent } = await rowOf("genius");
    return [stage, canaryPercent];
  };

  it("goes on to the next step, and after the last to all users", async () => {
    await addTrialSessions(org, await begin(), both(150, {}, {}));
    await watch();
    expect(await stageOf()).toEqual(["canary", 50]);
    await addTrialSessions(org, (await rowOf("genius")).trialId ?? "", both(150, {}, {}));
    await watch();
    expect(await stageOf()).toEqual(["live", null]);
    expect(await actions()).toEqual([
      ...["candidate.canary_started", "candidate.canary_advanced", "candidate.promoted"],
    ]);
    expect(await told()).toEqual(["route.promoted"]);
  });

  it("waits for a person after the last step where the route says so", async () => {
    await addTrialSessions(org, await begin({ afterCanary: "ask" }, 50), both(150, {}, {}));
    await watch();
    expect(await stageOf()).toEqual(["canary", 50]);
    expect((await viewOf("genius"))?.trial?.comparison.verdict).toBe("passed");
  });

  it.each<[string, Partial<TrialSession>, string]>([
    ["users like less", { score: 5 }, "nps"],
    ["the judge likes less", { judged: 0.4 }, "judged"],
    ["fails more often", { status: "error" }, "success_rate"],
    ["others have to answer for", { fallbackIndex: 1 }, "success_rate"],
  ])("takes back one that %s, with an audit entry and an event", async (_what, canary, metric) => {
    await addTrialSessions(org, await begin(), both(150, { judged: 0.8 }, { judged: 0.8, ...canary }));
    expect(await stageOf()).toEqual(["canary", 25]);
    await watch();
    expect(await stageOf()).toEqual(["shadow", null]);
    expect(await actions()).toEqual(["candidate.canary_started", "candidate.rolled_back"]);
    const [event] = await systemDb().outboxMessage.findMany({ where: { orgId: org.orgId } });
    expect(event).toMatchObject({
      topic: "route.rolled_back",
      payload: { route_id: routeId, model: "sandbox/genius", from: "canary", to: "shadow", metric },
    });
    const trials = await trialsOf();
    expect(trials.map(({ outcome }) => outcome)).toEqual(["rolled_back", null]);
    expect(trials[0]?.facts).toMatchObject({ worseIn: metric });
  });

  it("switches it off where the route says so, and begins no other canary of it by itself", async () => {
    await addTrialSessions(org, await begin({ afterRollback: "off" }), both(150, {}, { score: 4 }));
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow", isEnabled: false, trialId: null });
    await settle({ afterShadow: "canary", qualityMargin: 0.2 });
    await startShadow(org.as(), await idOf("genius"));
    await addShadowPairs(
      org,
      (await rowOf("genius")).trialId ?? "",
      Array.from({ length: 400 }, () => ({})),
    );
    await watch();
    expect(await rowOf("genius")).toMatchObject({ stage: "shadow", trialId: null });
    expect((await viewOf("genius"))?.hasPassedShadow).toBe(true);
  });

  it("counts a session once, on its own side, and none that began before", async () => {
    const trialId = await begin();
    await addTrialSessions(org, trialId, [
      { isCanary: true, score: 10, latencyMs: 100, costMicroUsd: 10 },
      { isCanary: true, score: 0, isOld: true },
      { isCanary: true, status: "client_closed" },
      { isCanary: false, status: "error", latencyMs: 300, costMicroUsd: 30 },
    ]);
    expect((await viewOf("genius"))?.trial?.comparison).toMatchObject({
      candidate: { samples: 1, success: 1, latencyMs: 100, costMicroUsd: 10 },
      live: { samples: 1, success: 0, latencyMs: 300, costMicroUsd: 30 },
    });
  });

  it("does nothing on a plan that does not have it", async () => {
    await addTrialSessions(org, await begin(), both(150, {}, { score: 4 }));
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data: { planId: "free" } });
    await watch();
    expect(await stageOf()).toEqual(["canary", 25]);
  });
});

describe("the money of a day", () => {
  const call = (amountMicroUsd: number, over = {}) => ({
    ...{ orgId: org.orgId, routeId, amountMicroUsd, limitMicroUsd: 100, at: new Date() },
    ...over,
  });

  it("is never overdrawn, however many ask at once", async () => {
    const asked = await Promise.all(Array.from({ length: 12 }, () => reserveShadowSpend(call(30))));
    expect(asked.filter(Boolean)).toHaveLength(3);
    expect(await reserveShadowSpend(call(10))).toBe(true);
    expect(await reserveShadowSpend(call(1))).toBe(false);
  });

  it("gets back what a call did not use, and is new every day and for every route", async () => {
    expect(await reserveShadowSpend(call(100))).toBe(true);
    await settleShadowSpend(call(100), 40);
    expect(await reserveShadowSpend(call(61))).toBe(false);
    expect(await reserveShadowSpend(call(60))).toBe(true);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await reserveShadowSpend(call(100, { at: tomorrow }))).toBe(true);
    expect(await reserveShadowSpend(call(100, { routeId: newId("rt") }))).toBe(true);
    expect(await reserveShadowSpend(call(0, { limitMicroUsd: 0 }))).toBe(false);
  });
});
