import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { ingestBatch, type RequestRow } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { requestIdAt } from "@/server/testing/request-factory";
import { testRecord } from "@/server/testing/request-record";
import { type CreditFeedbackInput, creditFeedback, joinLateCredits, retractFeedback } from "./index";

afterAll(disconnectDb);

const START = new Date(Date.UTC(2026, 10, 20, 12));
const minutesIn = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

/** Requests of one session, a minute apart. */
async function converse(org: TestOrg, sessionId: string, turns: readonly Partial<RequestRow>[], from = 0) {
  const records = turns.map((turn, index) =>
    testRecord(org, { id: requestIdAt(minutesIn(from + index)), sessionId, taskCategory: "qa", ...turn }),
  );
  await ingestBatch(records);
  return records.map(({ request }) => request.id);
}

const give = (org: TestOrg, more: Partial<CreditFeedbackInput> = {}) =>
  withTenant(org, (tx) =>
    creditFeedback(tx, {
      orgId: org.orgId,
      projectId: org.projectId,
      sessionId: "s1",
      sourceId: "fb_1",
      signal: "nps",
      score01: 0.9,
      channel: "server",
      at: minutesIn(30),
      ...more,
    }),
  );

const retract = (org: TestOrg, sourceId: string) =>
  withTenant(org, (tx) => retractFeedback(tx, { orgId: org.orgId, sourceId }));

async function sumsOf({ orgId }: TestOrg) {
  const rows = await systemDb().learningStatistic.findMany({
    where: { orgId },
    omit: { orgId: true },
    orderBy: [
      { day: "asc" },
      { category: "asc" },
      { provider: "asc" },
      { model: "asc" },
      { signal: "asc" },
      { isShared: "asc" },
    ],
  });
  return rows.map(({ projectId: _projectId, day, ...row }) => ({
    ...row,
    day: day.toISOString().slice(0, 10),
    weightMicro: Number(row.weightMicro),
    scoreMicro: Number(row.scoreMicro),
    squareMicro: Number(row.squareMicro),
  }));
}

const real = { provider: "openai", model: "gpt-4o-mini", isSandbox: false };

describe("a score", () => {
  it("is credited to the models that served its session, by category", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [
      { ...real, outputTokens: 100 },
      { ...real, provider: "anthropic", model: "claude-3-5-haiku-latest", outputTokens: 100 },
    ]);
    expect(await give(org)).toEqual({ decisionsCredited: 2 });
    expect(await sumsOf(org)).toMatchObject([
      { category: "qa", provider: "anthropic", answerCount: 1, weightMicro: 666_667, scoreMicro: 600_000 },
      { category: "qa", provider: "openai", day: "2026-11-20", weightMicro: 333_333, scoreMicro: 300_000 },
    ]);
  });

  it("gives nothing to answers from the cache, to failures and to what is no conversation", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [
      { ...real, cacheStatus: "hit-exact", status: "cached" },
      { ...real, status: "error" },
      { ...real, endpoint: "embeddings" },
    ]);
    expect(await give(org)).toEqual({ decisionsCredited: 0 });
    expect(await sumsOf(org)).toEqual([]);
  });

  it("is about what was said before it, not about what came after", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [real]);
    await converse(org, "s1", [{ ...real, model: "gpt-4.1" }], 90);
    expect(await give(org)).toEqual({ decisionsCredited: 1 });
    expect((await sumsOf(org)).map(({ model }) => model)).toEqual(["gpt-4o-mini"]);
  });

  it("may be about one request of the session, and never about another tenant's", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const [first] = await converse(org, "s1", [real, { ...real, model: "gpt-4.1" }]);
    const [foreign] = await converse(other, "s1", [real]);
    expect(await give(org, { requestId: first })).toEqual({ decisionsCredited: 1 });
    expect(await sumsOf(org)).toMatchObject([{ model: "gpt-4o-mini", weightMicro: 1_000_000 }]);
    expect(await give(org, { requestId: foreign, sourceId: "fb_2" })).toEqual({ decisionsCredited: 0 });
  });

  it("teaches the organisation alone when it is unsigned, from the sandbox, or of a model that is nobody else's", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [real]);
    await converse(org, "s2", [{ provider: "sandbox", model: "quick" }]);
    await converse(org, "s3", [{ ...real, model: "ft:gpt-4o-mini:acme::x1" }]);
    await converse(org, "s4", [{ provider: "custom", model: "gpt-4o-mini", isSandbox: false }]);
    await give(org, { channel: "anonymous" });
    for (const session of ["s2", "s3", "s4"])
      await give(org, { sessionId: session, sourceId: `fb_${session}` });
    const sums = await sumsOf(org);
    expect(sums.map(({ isShared }) => isShared)).toEqual([false, false, false, false]);
    expect(sums.find(({ model }) => model === "gpt-4o-mini")?.weightMicro).toBe(1_000_000);
    expect(sums.find(({ provider }) => provider === "openai")?.answerCount).toBe(1);
    await give(org, { channel: "signed" });
    expect((await sumsOf(org)).filter(({ isShared }) => isShared)).toMatchObject([
      { provider: "openai", model: "gpt-4o-mini", weightMicro: 1_000_000 },
    ]);
  });

  it("counts a quarter when nobody vouches for it", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [real]);
    await give(org, { channel: "anonymous", score01: 0.4 });
    expect(await sumsOf(org)).toMatchObject([
      { weightMicro: 250_000, scoreMicro: 100_000, squareMicro: 40_000 },
    ]);
  });

  it("out of range is refused", async () => {
    const org = await createTestOrg();
    for (const score01 of [-0.1, 1.1, Number.NaN])
      await expect(give(org, { score01 })).rejects.toThrow(RangeError);
  });
});

describe("a score that comes before its session", () => {
  it("is credited when the requests are stored, once and completely", async () => {
    const org = await createTestOrg();
    const at = new Date();
    expect(await give(org, { at })).toEqual({ decisionsCredited: 0 });
    const id = () => requestIdAt(new Date(at.getTime() + 120_000));
    await ingestBatch([testRecord(org, { ...real, id: id(), sessionId: "s1" })]);
    await joinLateCredits(new Date());
    expect(await sumsOf(org)).toMatchObject([
      { category: "general", answerCount: 1, weightMicro: 1_000_000 },
    ]);
    await ingestBatch([testRecord(org, { ...real, id: id(), sessionId: "s1" })]);
    await joinLateCredits(new Date());
    await joinLateCredits(new Date());
    expect(await sumsOf(org)).toMatchObject([{ answerCount: 1, weightMicro: 1_000_000 }]);
    const [credit] = await systemDb().feedbackCredit.findMany({ where: { orgId: org.orgId } });
    expect(credit).toMatchObject({ decisionsCredited: 2, turnCount: 2 });
  });

  it("is not joined to a session that begins more than a day later", async () => {
    const org = await createTestOrg();
    await give(org, { at: START });
    await converse(org, "s1", [real], 25 * 60);
    await joinLateCredits(new Date());
    expect(await sumsOf(org)).toEqual([]);
  });
});

describe("the sums", () => {
  it("keep what was credited when the requests behind it are no longer kept, and can still give it back", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [real]);
    await give(org);
    await systemDb().request.deleteMany({ where: { orgId: org.orgId } });
    expect(await give(org, { score01: 0.2 })).toEqual({ decisionsCredited: 1 });
    expect(await sumsOf(org)).toMatchObject([{ weightMicro: 1_000_000, scoreMicro: 200_000 }]);
    await retract(org, "fb_1");
    expect(await sumsOf(org)).toEqual([]);
  });

  it("after any giving, changing and taking back equal those of the last words alone", async () => {
    const sessions = ["s1", "s2", "s3", "s4"];
    const models = ["gpt-4o-mini", "gpt-4.1", "ft:own"];
    const prepared = async () => {
      const org = await createTestOrg();
      for (const [index, session] of sessions.entries()) {
        const turns = models.slice(0, 1 + (index % 3)).map((model, n) => ({
          ...real,
          model,
          outputTokens: 37 * (n + 1) + index,
          taskCategory: index % 2 === 0 ? "qa" : "code",
        }));
        await converse(org, session, turns);
      }
      return org;
    };
    const word = fc.record({
      source: fc.constantFrom("fb_1", "fb_2", "fb_3"),
      session: fc.constantFrom(...sessions, "unknown"),
      signal: fc.constantFrom("nps" as const, "auto" as const, "manual" as const),
      score01: fc.integer({ min: 0, max: 10 }).map((score) => score / 10),
      channel: fc.constantFrom("server" as const, "signed" as const, "anonymous" as const),
      minutes: fc.constantFrom(30, 2_000),
      isRetracted: fc.boolean(),
    });
    const say = (org: TestOrg, { source, session, minutes, isRetracted: _gone, ...more }: Word) =>
      give(org, { ...more, sourceId: source, sessionId: session, at: minutesIn(minutes) });
    type Word = typeof word extends fc.Arbitrary<infer T> ? T : never;
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 12 }), async (words) => {
        const [org, fresh] = [await prepared(), await prepared()];
        const last = new Map<string, Word>();
        for (const spoken of words) {
          await (spoken.isRetracted ? retract(org, spoken.source) : say(org, spoken));
          if (spoken.isRetracted) last.delete(spoken.source);
          else last.set(spoken.source, spoken);
        }
        for (const spoken of last.values()) await say(fresh, spoken);
        expect(await sumsOf(org)).toEqual(await sumsOf(fresh));
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it("count a score once however often it is told, also at the same time", async () => {
    const org = await createTestOrg();
    await converse(org, "s1", [real]);
    await Promise.all(Array.from({ length: 6 }, () => give(org)));
    await give(org);
    expect(await sumsOf(org)).toMatchObject([
      { answerCount: 1, weightMicro: 1_000_000, scoreMicro: 900_000 },
    ]);
  });

  it("of another organisation cannot be touched", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await converse(theirs, "s1", [real]);
    await give(theirs);
    const before = await sumsOf(theirs);
    await withTenant(mine, (tx) => retractFeedback(tx, { orgId: theirs.orgId, sourceId: "fb_1" }));
    const stolen = withTenant(mine, (tx) =>
      creditFeedback(tx, {
        orgId: theirs.orgId,
        projectId: theirs.projectId,
        sessionId: "s1",
        sourceId: "fb_9",
        signal: "nps",
        score01: 0,
        channel: "server",
        at: START,
      }),
    );
    await expect(stolen).rejects.toThrow(/row-level security/);
    expect(await sumsOf(theirs)).toEqual(before);
  });
});

describe("the counters", () => {
  it("count as a failure what the model did not answer, not what the caller got wrong", async () => {
    const org = await createTestOrg();
    const statuses = [200, 400, 401, 404, 408, 429, 500, 503];
    const records = statuses.map((httpStatus, minute) =>
      testRecord(org, {
        ...real,
        ...{ id: requestIdAt(minutesIn(minute)), sessionId: `s${minute}`, taskCategory: "qa" },
        ...{ status: "error", httpStatus, costMicroUsd: null },
      }),
    );
    await ingestBatch(records);
    const [row] = await systemDb().learningCounter.findMany({ where: { orgId: org.orgId } });
    expect(row).toMatchObject({ sessionCount: 8, requestCount: 8, failedCount: 5 });
  });

  it("count requests once by category and model, and a session where it began", async () => {
    const org = await createTestOrg();
    const records = [0, 1, 2].map((minute) =>
      testRecord(org, {
        ...real,
        id: requestIdAt(minutesIn(minute)),
        sessionId: "s1",
        taskCategory: minute === 0 ? "code" : "qa",
        status: minute === 2 ? "error" : "ok",
        costMicroUsd: minute === 2 ? null : 7,
      }),
    );
    await ingestBatch(records.slice(0, 2));
    await ingestBatch(records);
    await ingestBatch(records);
    const rows = await systemDb().learningCounter.findMany({
      where: { orgId: org.orgId },
      orderBy: { category: "asc" },
    });
    expect(rows).toMatchObject([
      {
        category: "code",
        sessionCount: 1,
        requestCount: 1,
        failedCount: 0,
        pricedCount: 1,
        costMicroUsd: 7n,
      },
      { category: "qa", sessionCount: 0, requestCount: 2, failedCount: 1, pricedCount: 1, costMicroUsd: 7n },
    ]);
  });
});
