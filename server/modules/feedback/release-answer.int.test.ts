import { afterAll, describe, expect, it } from "vitest";
import { ROLES } from "@/server/contracts/permissions";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { ingestBatch } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { requestIdAt } from "@/server/testing/request-factory";
import { testRecord } from "@/server/testing/request-record";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { releaseNpsAnswer } from "./release-answer";

afterAll(disconnectDb);

const HELD = { proof: "anonymous", isHeld: true, score: 2 } as const;

/** A held answer about a session with one request. */
async function heldOfSession(org: TestOrg): Promise<string> {
  const at = new Date(Date.now() - 60_000);
  const sessionId = "held-session";
  const model = { provider: "openai", model: "gpt-4o-mini", isSandbox: false, outputTokens: 100 };
  await ingestBatch([testRecord(org, { id: requestIdAt(at), sessionId, taskCategory: "qa", ...model })]);
  const [id = ""] = await createTestAnswers(org, [{ ...HELD, sessionId, answeredAt: at }]);
  return id;
}

const topicsOf = async ({ orgId }: TestOrg) =>
  (await systemDb().outboxMessage.findMany({ where: { orgId }, orderBy: { topic: "asc" } })).map(
    ({ topic }) => topic,
  );

describe("releasing an answer that is held back", () => {
  it("makes it count: to whoever is told of answers, and for the models of its session", async () => {
    const org = await createTestOrg();
    const id = await heldOfSession(org);
    expect(await topicsOf(org)).toEqual([]);
    expect(await releaseNpsAnswer(org.as(), { answerId: id })).toEqual({ id, decisionsCredited: 1 });
    expect(await systemDb().npsResponse.findUniqueOrThrow({ where: { id } })).toMatchObject({
      isHeld: false,
    });
    expect(await topicsOf(org)).toEqual(["nps.created", "nps.detractor"]);
    expect(await systemDb().feedbackCredit.count({ where: { orgId: org.orgId } })).toBe(1);
    expect(await auditTrail(org)).toMatchObject([{ action: "nps_answer.released", targetId: id }]);
  });

  it("happens once, however often it is asked for at the same time", async () => {
    const org = await createTestOrg();
    const id = await heldOfSession(org);
    const both = await Promise.allSettled([1, 2, 3].map(() => releaseNpsAnswer(org.as(), { answerId: id })));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await codeOf(releaseNpsAnswer(org.as(), { answerId: id }))).toBe("conflict");
    expect(await auditTrail(org)).toHaveLength(1);
    expect(await topicsOf(org)).toEqual(["nps.created", "nps.detractor"]);
  });

  it("credits nobody before the session is known", async () => {
    const org = await createTestOrg();
    const [id = ""] = await createTestAnswers(org, [{ ...HELD, joinedAt: null }]);
    expect(await releaseNpsAnswer(org.as(), { answerId: id })).toEqual({ id, decisionsCredited: 0 });
    expect(await topicsOf(org)).toEqual([]);
  });

  it("is not for another organisation, which is told that there is no such answer", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const [id = ""] = await createTestAnswers(theirs, [HELD]);
    expect(await codeOf(releaseNpsAnswer(mine.as(), { answerId: id }))).toBe("not_found");
    expect(await codeOf(releaseNpsAnswer(mine.as(), { answerId: newId("nps") }))).toBe("not_found");
    expect(await systemDb().npsResponse.findUniqueOrThrow({ where: { id } })).toMatchObject({ isHeld: true });
  });

  it("is for owners and admins", async () => {
    const org = await createTestOrg();
    const ids = await createTestAnswers(
      org,
      ROLES.map(() => HELD),
    );
    expect(await rolesThatMay(org, (ctx) => releaseNpsAnswer(ctx, { answerId: ids.pop() ?? "" }))).toEqual([
      "owner",
      "admin",
    ]);
  });
});
