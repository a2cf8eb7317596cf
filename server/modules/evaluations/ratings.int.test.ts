import { afterAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { eraseEndUser } from "@/server/modules/erasure/erase-end-user";
import { ingestBatch, type RequestRow } from "@/server/modules/ingest";
import { answeredRequest, checkAll } from "@/server/testing/answered-request";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getVerdicts } from "./get-verdicts";
import { nextToRate } from "./next-to-rate";
import { rateRequest } from "./rate-request";
import { removeRating } from "./remove-rating";

afterAll(disconnectDb);

async function answerIn(org: TestOrg, answer: string, over: Partial<RequestRow> = {}): Promise<string> {
  const record = answeredRequest(org, answer, over);
  await ingestBatch([record]);
  await checkAll(org);
  return record.request.id;
}

const manualSums = async ({ orgId }: TestOrg) =>
  (await systemDb().learningStatistic.findMany({ where: { orgId, signal: "manual" } })).map(
    ({ model, answerCount, scoreMicro }) => [model, answerCount, Number(scoreMicro)],
  );

function asPerson(org: TestOrg, userId: string): Ctx {
  const ctx = org.as("rater");
  return { ...ctx, actor: { kind: "user", userId, label: userId, role: "rater" } };
}

describe("rating an answer", () => {
  it("teaches the routes, the latest word of each person once", async () => {
    const org = await createTestOrg();
    const requestId = await answerIn(org, "Hold the button.");
    await rateRequest(org.as("rater"), {
      requestId,
      value: { stars: 2 },
      note: " Too short, ask ann@example.com. ",
    });
    const second = await rateRequest(org.as("rater"), {
      requestId,
      value: { stars: 4 },
      correction: "Hold it for ten seconds.",
    });
    expect(second).toMatchObject({ score: 0.75, stars: 4, note: null, raterLabel: "Test Owner" });
    expect(await manualSums(org)).toEqual([["quick", 1, 750_000]]);
    await rateRequest(asPerson(org, "usr_two"), {
      requestId,
      value: { isGood: false },
      note: "See ann@example.com",
    });
    expect(await manualSums(org)).toEqual([["quick", 2, 750_000]]);
    const { ratings } = await getVerdicts(org.as(), { requestId });
    expect(ratings).toMatchObject([
      { raterLabel: "usr_two", score: 0, stars: null, note: "See [EMAIL]" },
      { score: 0.75, correction: "Hold it for ten seconds." },
    ]);
    expect(await auditTrail(org)).toEqual(Array(3).fill({ action: "rating.given", targetId: requestId }));
  });

  it("can be taken back, by whoever gave it", async () => {
    const org = await createTestOrg();
    const requestId = await answerIn(org, "Hold the button.");
    const { id: ratingId } = await rateRequest(asPerson(org, "usr_one"), {
      requestId,
      value: { isGood: true },
    });
    expect(await codeOf(removeRating(asPerson(org, "usr_two"), { ratingId }))).toBe("not_found");
    await removeRating(asPerson(org, "usr_one"), { ratingId });
    expect(await manualSums(org)).toEqual([]);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["rating.given", "rating.removed"]);
  });

  it("is for the organisation's own answers, and for those who may rate", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const requestId = await answerIn(org, "Hold the button.");
    const rate = (ctx: Ctx) => rateRequest(ctx, { requestId, value: { stars: 5 } });
    expect(await rolesThatMay(org, rate)).toEqual(["owner", "admin", "member", "rater"]);
    expect(await codeOf(rate(other.as()))).toBe("not_found");
    expect(await codeOf(rateRequest(org.as(), { requestId: uuidv7(), value: { stars: 5 } }))).toBe(
      "not_found",
    );
    expect(await codeOf(rateRequest(org.as(), { requestId, value: { stars: 6 } }))).toBe("invalid_request");
    expect(await manualSums(other)).toEqual([]);
  });

  it("goes with the end user, and so does what was learned", async () => {
    const org = await createTestOrg();
    const requestId = await answerIn(org, "Hold the button.", { endUserId: "ann", sessionId: "s" });
    await rateRequest(org.as("rater"), { requestId, value: { stars: 5 } });
    const { deleted } = await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: "ann" });
    expect(deleted).toMatchObject({ ratings: 1, scores: 1 });
    expect(await manualSums(org)).toEqual([]);
  });
});

describe("what is there to rate", () => {
  it("comes one by one without its model's name, until the person has seen it all", async () => {
    const org = await createTestOrg();
    const ids = [await answerIn(org, "One."), await answerIn(org, "Two."), await answerIn(org, "")];
    const seen: string[] = [];
    const rater = org.as("rater");
    for (;;) {
      const { next } = await nextToRate(rater, {});
      if (next === null) break;
      expect(next).toMatchObject({ question: "How do I reset it?", isSandbox: true });
      expect(JSON.stringify(next)).not.toContain("quick");
      seen.push(next.requestId);
      await rateRequest(rater, { requestId: next.requestId, value: { stars: 3 } });
    }
    expect(seen.sort()).toEqual(ids.slice(0, 2).sort());
    expect(await nextToRate(rater, {})).toMatchObject({ ratedToday: 2, ratedEver: 2 });
    expect((await nextToRate(asPerson(org, "usr_two"), {})).next).not.toBeNull();
  });

  it("leaves out what was passed over, other projects, and what enough people have rated", async () => {
    const org = await createTestOrg();
    const requestId = await answerIn(org, "One.");
    expect((await nextToRate(org.as("rater"), { passed: [requestId] })).next).toBeNull();
    expect((await nextToRate(org.as("rater"), { projectId: "prj_other" })).next).toBeNull();
    for (const person of ["a", "b", "c"])
      await rateRequest(asPerson(org, person), { requestId, value: { isGood: true } });
    expect((await nextToRate(org.as("rater"), {})).next).toBeNull();
  });

  it("shows nothing of another organisation, and nothing to those who may not rate", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await answerIn(org, "One.");
    expect((await nextToRate(other.as("rater"), {})).next).toBeNull();
    expect(await rolesThatMay(org, (ctx) => nextToRate(ctx, {}))).toEqual([
      "owner",
      "admin",
      "member",
      "rater",
    ]);
  });
});
