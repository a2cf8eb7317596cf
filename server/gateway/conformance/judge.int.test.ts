import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UpdateJudgeInput } from "@/server/contracts/judge";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { eraseEndUser } from "@/server/modules/erasure/erase-end-user";
import { acceptDrift } from "@/server/modules/evaluations/accept-drift";
import { calibrateJudges } from "@/server/modules/evaluations/calibrate-judges";
import type { CallModel, ModelCall, ModelReply } from "@/server/modules/evaluations/call-model";
import { getJudgeReport } from "@/server/modules/evaluations/get-judge-report";
import { getVerdicts } from "@/server/modules/evaluations/get-verdicts";
import { runJudgements } from "@/server/modules/evaluations/run-judgements";
import { updateJudge } from "@/server/modules/evaluations/update-judge";
import { ingestBatch, type RequestRow } from "@/server/modules/ingest";
import { answeredRequest, checkAll } from "@/server/testing/answered-request";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { connectTestProvider, createGatewayTenant, createTestRoute } from "@/server/testing/gateway-tenant";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { auditTrail, codeOf } from "@/server/testing/verb-checks";
import { ownCalls } from "../own-calls";
import { type Harness, startHarness } from "./harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await disconnectDb();
});

const GOOD = "Hold the small button at the back for ten seconds, then wait for the green light.";

/** Everything is judged, by a model of the sandbox, unless said otherwise. */
async function judgedOrg(settings: Partial<UpdateJudgeInput> = {}): Promise<TestOrg> {
  const org = await createTestOrg("pro");
  await updateJudge(org.as(), {
    projectId: org.projectId,
    model: "sandbox/genius",
    sampleRate: 1,
    ...settings,
  });
  return org;
}

async function answerIn(org: TestOrg, answer: string, over: Partial<RequestRow> = {}): Promise<string> {
  const record = answeredRequest(org, answer, over);
  await ingestBatch([record]);
  await checkAll(org);
  return record.request.id;
}

const says = (content: string): ModelReply => ({
  isOk: true,
  requestId: "0193a000-0000-7000-8000-000000000001",
  costMicroUsd: 40,
  completion: { choices: [{ message: { content } }] },
});
const fails = (code: string, status = 502): ModelReply => ({
  isOk: false,
  requestId: "0193a000-0000-7000-8000-000000000002",
  costMicroUsd: null,
  status,
  code,
  message: "no",
});

/** A judge that says these things in turn, and remembers what it was asked. */
function scripted(...replies: readonly ModelReply[]): { callModel: CallModel; asked: ModelCall[] } {
  const asked: ModelCall[] = [];
  return {
    asked,
    callModel: async (call) => {
      asked.push(call);
      return replies[Math.min(asked.length, replies.length) - 1] ?? fails("internal");
    },
  };
}

const judge = (callModel: CallModel, now = () => new Date()): Promise<number> =>
  runJudgements(now, callModel, new AbortController().signal);

const autoSums = ({ orgId }: TestOrg) =>
  systemDb().learningStatistic.findMany({ where: { orgId, signal: "auto" }, orderBy: { model: "asc" } });

describe("the judge, over the gateway", () => {
  it("judges a real answer with the customer's provider, at a price, and is itself neither judged nor learned from", async () => {
    const tenant = await createGatewayTenant();
    const { orgId, projectId } = tenant;
    await createTestRoute(tenant, { slug: "auto", candidates: [{ provider: "sandbox", model: "quick" }] });
    await updateJudge(tenant.as(), { projectId, model: "sandbox/genius", sampleRate: 1 });
    const client = harness.client("lean", tenant.apiKey);
    const messages = [{ role: "user" as const, content: "How do I reset the router at home?" }];
    await client.chat.completions.create({ model: "auto", messages });
    await harness.recordsOf(orgId);
    await checkAll(tenant);
    await judge(ownCalls(harness.gateway));

    const [asked, judging, ...more] = await harness.recordsOf(orgId);
    expect(more).toEqual([]);
    expect(judging).toMatchObject({
      purpose: "judge",
      apiKeyId: "judge",
      model: "genius",
      sessionId: "",
      status: "ok",
    });
    expect(judging?.costMicroUsd).toBeGreaterThan(0);
    const verdicts = await getVerdicts(tenant.as(), { requestId: asked?.id ?? "" });
    expect(verdicts.judgements).toMatchObject([
      {
        ...{ status: "done", judgeModel: "sandbox/genius", judgeRequestId: judging?.id },
        costMicroUsd: judging?.costMicroUsd,
        reason: expect.stringContaining("scripted"),
      },
    ]);
    expect(await autoSums(tenant)).toMatchObject([
      { provider: "sandbox", model: "quick", answerCount: 1, isShared: false },
    ]);

    await checkAll(tenant);
    expect(await judge(ownCalls(harness.gateway))).toBe(0);
    const ofOrg = { where: { orgId } };
    expect(await systemDb().session.count(ofOrg)).toBe(1);
    expect(await systemDb().decision.count(ofOrg)).toBe(1);
    expect(await systemDb().requestBody.count(ofOrg)).toBe(1);
    expect(await systemDb().learningCounter.findMany(ofOrg)).toMatchObject([
      { model: "quick", requestCount: 1 },
    ]);
    const [spent, spentByJudge] = await systemDb().spendMonth.findMany({
      ...ofOrg,
      orderBy: { requestCount: "desc" },
    });
    expect([spent?.requestCount, spentByJudge?.requestCount]).toEqual([1, 0]);
    expect(Number(spentByJudge?.costMicroUsd)).toBe(judging?.costMicroUsd);
  });

  it("meets the organisation's budget", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    await systemDb().budget.create({
      data: {
        id: `bud_${id}`,
        orgId: org.orgId,
        scope: "organization",
        scopeId: org.orgId,
        limitMicroUsd: 1n,
      },
    });
    await judge(ownCalls(harness.gateway));
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "skipped", outcome: "budget_used_up", score: null }]);
  });
});

describe("what is put before the judge", () => {
  it("is nothing until a judge is chosen, and then what the sample takes in", async () => {
    const org = await createTestOrg();
    await answerIn(org, GOOD);
    expect(await systemDb().judgement.count({ where: { orgId: org.orgId } })).toBe(0);
    await updateJudge(org.as(), { projectId: org.projectId, model: "sandbox/genius", sampleRate: 0.5 });
    await ingestBatch(Array.from({ length: 200 }, () => answeredRequest(org, GOOD)));
    await checkAll(org);
    const count = await systemDb().judgement.count({ where: { orgId: org.orgId } });
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(140);
    await systemDb().judgement.deleteMany({ where: { orgId: org.orgId } });
  });

  it("is never a model of its own family", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD, { model: "genius" });
    const { callModel, asked } = scripted(says('{"score": 5}'));
    await judge(callModel);
    expect(asked).toEqual([]);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "skipped", outcome: "same_family" }]);
  });

  it("is no answer that checks have found to be none: that is decided, and taught, without a call", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, "", { sessionId: "empty" });
    const { callModel, asked } = scripted(says('{"score": 5}'));
    await judge(callModel);
    expect(asked).toEqual([]);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "done", score: 0, judgeModel: null, costMicroUsd: null }]);
    expect((await autoSums(org)).map(({ scoreMicro }) => Number(scoreMicro))).toEqual([0]);
  });

  it("is judged once for each rubric, however often it comes", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    const { callModel, asked } = scripted(says('{"score": 4, "reason": "Fine."}'));
    await Promise.all([judge(callModel), judge(callModel)]);
    await judge(callModel);
    expect(asked).toHaveLength(1);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "done", score: 0.75, reason: "Fine.", costMicroUsd: 40 }]);
    const { asked: again, callModel: later } = scripted(says('{"score": 4}'));
    await updateJudge(org.as(), {
      projectId: org.projectId,
      rubric: "5 is good and 1 is bad, and that is all.",
    });
    await answerIn(org, GOOD);
    await judge(later);
    expect(JSON.stringify(again[0]?.body)).toContain("and that is all");
  });
});

describe("a judge that does not answer as asked", () => {
  it("is asked again in plain words where its provider refuses the form, and again later where it fails", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    const { callModel, asked } = scripted(
      fails("upstream_rejected", 400),
      says("Very good!"),
      says('{"score": 3}'),
    );
    await judge(callModel);
    expect(asked.map(({ body }) => "response_format" in body)).toEqual([true, false]);
    const soon = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
    expect(await judge(callModel, soon(1))).toBe(0);
    await judge(callModel, soon(3));
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "done", score: 0.5, costMicroUsd: 80 }]);
  });

  it("is given up after three tries, and nothing is learned", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    const { callModel, asked } = scripted(fails("all_providers_failed"));
    for (const minutes of [0, 60, 120, 180])
      await judge(callModel, () => new Date(Date.now() + minutes * 60_000));
    expect(asked).toHaveLength(3);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "failed", outcome: "provider_failed", score: null }]);
    expect(await autoSums(org)).toEqual([]);
  });

  it("may say what no database takes, and is not asked again for it", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    const { callModel, asked } = scripted(says('{"reason": "It says \\u0000 \\ud800.", "score": 2}'));
    await judge(callModel);
    await judge(callModel, () => new Date(Date.now() + 3_600_000));
    expect(asked).toHaveLength(1);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "done", score: 0.25, reason: "It says  \ufffd." }]);
  });

  it("is left alone where it has cut the worker off three times", async () => {
    const org = await judgedOrg();
    const id = await answerIn(org, GOOD);
    const cutOff: CallModel = () => Promise.reject(new Error("killed"));
    for (const minutes of [0, 60, 120]) await judge(cutOff, () => new Date(Date.now() + minutes * 60_000));
    const { callModel, asked } = scripted(says('{"score": 5}'));
    await judge(callModel, () => new Date(Date.now() + 180 * 60_000));
    expect(asked).toEqual([]);
    const { judgements } = await getVerdicts(org.as(), { requestId: id });
    expect(judgements).toMatchObject([{ status: "skipped", outcome: "interrupted", score: null }]);
  });

  it("stops at its own monthly budget", async () => {
    const org = await judgedOrg({ monthlyBudgetMicroUsd: 40 });
    const first = await answerIn(org, GOOD);
    const { callModel } = scripted(says('{"score": 5}'));
    await judge(callModel);
    const second = await answerIn(org, GOOD);
    await judge(callModel);
    const outcomes = await Promise.all(
      [first, second].map(
        async (requestId) => (await getVerdicts(org.as(), { requestId })).judgements[0]?.outcome,
      ),
    );
    expect(outcomes).toEqual([null, "budget_used_up"]);
  });
});

describe("what a judge teaches", () => {
  it("is nothing where its scores are scripted and the answers real, or where the project says so", async () => {
    const scriptedJudge = await judgedOrg();
    await answerIn(scriptedJudge, GOOD, { provider: "openai", model: "gpt-5.4-mini", isSandbox: false });
    const silent = await judgedOrg({ isTeaching: false });
    await answerIn(silent, GOOD);
    await judge(scripted(says('{"score": 5}')).callModel);
    expect([await autoSums(scriptedJudge), await autoSums(silent)]).toEqual([[], []]);
  });

  it("is calibrated to what users say, stops when the two part, and goes on when somebody has looked", async () => {
    const org = await judgedOrg();
    const { orgId, projectId } = org;
    const facts = {
      ...{ orgId, projectId, createdAt: new Date(), routeId: "rt_1", provider: "sandbox", model: "quick" },
      ...{
        taskCategory: "qa",
        rubricVersion: 1,
        judgeModel: "sandbox/genius",
        status: "done",
        judgedAt: new Date(),
      },
    };
    const pair = async (n: number, score: number, nps: number): Promise<void> => {
      const sessionId = `s${n}`;
      const requestId = answeredRequest(org, GOOD).request.id;
      await systemDb().judgement.create({
        data: { ...facts, id: `jdg_${requestId}`, requestId, sessionId, score },
      });
      await createTestAnswers(org, [
        { score: nps, sessionId, answeredAt: new Date(Date.now() - 3_600_000 + n * 1_000) },
      ]);
    };
    for (let n = 0; n < 60; n++) await pair(n, n % 2 === 0 ? 0.75 : 1, 5);
    await calibrateJudges(new Date());
    const kind = await getJudgeReport(org.as(), { projectId });
    expect(kind.calibrations).toMatchObject([
      { routeId: null, pairCount: 60, drift: null },
      { routeId: "rt_1", pairCount: 60, drift: null },
    ]);
    await answerIn(org, GOOD, { routeId: "rt_1", sessionId: "taught" });
    await judge(scripted(says('{"score": 5}')).callModel);
    const taught = await systemDb().judgement.findFirstOrThrow({ where: { orgId, sessionId: "taught" } });
    expect(taught.score).toBe(1);
    expect(taught.taughtScore).toBeLessThan(0.6);

    for (let n = 60; n < 130; n++) await pair(n, 1, n % 3 === 0 ? 1 : 0);
    await calibrateJudges(new Date());
    const parted = (await getJudgeReport(org.as(), { projectId })).calibrations;
    expect(parted.map(({ drift }) => drift)).toEqual(["kinder", "kinder"]);
    await answerIn(org, GOOD, { routeId: "rt_1", sessionId: "untaught" });
    await judge(scripted(says('{"score": 5}')).callModel);
    const untaught = await systemDb().judgement.findFirstOrThrow({ where: { orgId, sessionId: "untaught" } });
    expect([untaught.score, untaught.taughtScore]).toEqual([1, null]);

    const which = { projectId, judgeModel: "sandbox/genius", rubricVersion: 1 };
    const [other] = [await createTestOrg()];
    expect(await codeOf(acceptDrift(other.as(), { ...which, routeId: "rt_1" }))).toBe("not_found");
    await acceptDrift(org.as(), { ...which, routeId: "rt_1" });
    await calibrateJudges(new Date());
    const [again] = (await getJudgeReport(org.as(), { projectId })).calibrations.filter(
      ({ routeId }) => routeId !== null,
    );
    expect(again).toMatchObject({ drift: null, pairCount: 0 });
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "judge.updated",
      "judge.drift_found",
      "judge.drift_found",
      "judge.drift_accepted",
    ]);
  });

  it("goes with the end user, also while the judge is thinking", async () => {
    const org = await judgedOrg();
    const { orgId, projectId } = org;
    const theirs = { endUserId: "ann", sessionId: "s" };
    await answerIn(org, GOOD, theirs);
    await judge(scripted(says('{"score": 5}')).callModel);
    await answerIn(org, GOOD, theirs);
    const slow: CallModel = async () => {
      const { deleted } = await eraseEndUser(org.as(), { projectId, endUserId: "ann" });
      expect(deleted).toMatchObject({ judgements: 2, scores: 1 });
      return says('{"score": 5, "reason": "Ann said so."}');
    };
    await judge(slow);
    expect(await systemDb().judgement.count({ where: { orgId } })).toBe(0);
    expect(await autoSums(org)).toEqual([]);
  });
});

describe("a judge's settings", () => {
  it("take only a model that can be called and paid for", async () => {
    const org = await createTestOrg();
    const choose = (model: string) => codeOf(updateJudge(org.as(), { projectId: org.projectId, model }));
    expect(await choose("openai/gpt-5.4-mini")).toBe("invalid_request");
    await connectTestProvider(org, "openai", "sk-0123456789abcdef");
    expect(await choose("openai/gpt-5.4-mini")).toBe("ok");
    expect(await choose("openai/nobody-knows-its-price")).toBe("invalid_request");
    expect(await choose("sandbox/embed")).toBe("invalid_request");
  });
});
