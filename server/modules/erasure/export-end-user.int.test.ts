import { afterAll, describe, expect, it } from "vitest";
import type { EndUserExportPage } from "@/server/contracts/end-user-export";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { sealOldBodies } from "@/server/modules/content-keys";
import { ingestBatch } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { testRecord } from "@/server/testing/request-record";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { exportEndUser } from "./export-end-user";

afterAll(disconnectDb);

const saying = (org: TestOrg, said: string, over: Parameters<typeof testRecord>[1]) => ({
  ...testRecord(org, over),
  bodies: { requestBody: `{"said":"${said}"}`, responseBody: "{}", isTruncated: false, isRedacted: false },
});

async function everything(org: TestOrg, endUserId: string): Promise<EndUserExportPage["items"]> {
  const items: EndUserExportPage["items"] = [];
  let cursor: string | null = null;
  do {
    const page: EndUserExportPage = await exportEndUser(org.as(), {
      projectId: org.projectId,
      endUserId,
      cursor,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

function kinds(items: EndUserExportPage["items"]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe("what is held of an end user", () => {
  it("is all of theirs, readable, and nothing of anybody else, also in sessions that they share", async () => {
    const org = await createTestOrg("pro");
    const { orgId, projectId } = org;
    const own = saying(org, "ann-said", { endUserId: "ann", sessionId: "own" });
    await ingestBatch([
      own,
      saying(org, "ann-unnamed", { endUserId: null, sessionId: "own" }),
      saying(org, "ann-shared", { endUserId: "ann", sessionId: "shared" }),
      saying(org, "abby-said", { endUserId: "abby", sessionId: "shared" }),
      saying(org, "nobody-said", { endUserId: null, sessionId: "shared" }),
      saying(org, "abby-alone", { endUserId: "abby", sessionId: "abbys" }),
    ]);
    await sealOldBodies(orgId);
    await createTestAnswers(org, [
      { score: 9, endUserId: "ann", sessionId: "own", comment: "ann-comment" },
      { score: 1, endUserId: "abby", sessionId: "shared", comment: "abby-comment" },
    ]);
    const at = new Date(Date.now() - 1_000);
    const { createdAt } = await systemDb().request.findFirstOrThrow({ where: { id: own.request.id } });
    const of = { orgId, projectId, requestId: own.request.id, createdAt, sessionId: "own" };
    await systemDb().manualRating.create({
      data: {
        id: newId("rtg"),
        ...of,
        raterId: "usr_x",
        raterLabel: "Carol",
        score: 1,
        note: "rated",
        ratedAt: at,
      },
    });
    const items = await everything(org, "ann");
    const text = JSON.stringify(items);
    expect(kinds(items)).toEqual({ sessions: 2, requests: 3, nps_answers: 1, ratings: 1 });
    for (const said of ["ann-said", "ann-unnamed", "ann-shared", "ann-comment", "rated"])
      expect(text).toContain(said);
    for (const said of ["abby", "nobody-said", "Carol", "usr_x"]) expect(text).not.toContain(said);
    expect(kinds(await everything(org, "nobody"))).toEqual({});
  });

  it("comes in pages, of which the first alone is in the audit log, and the log names nobody", async () => {
    const org = await createTestOrg("pro");
    await ingestBatch(
      Array.from({ length: 120 }, (_, n) => testRecord(org, { endUserId: "ann", sessionId: `s${n}` })),
    );
    const items = await everything(org, "ann");
    const ids = items.filter(({ kind }) => kind === "requests").map(({ data }) => data.id);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
    const trail = await auditTrail(org);
    expect(trail.map(({ action }) => action)).toEqual(["end_user.exported"]);
    expect(JSON.stringify(trail)).not.toContain("ann");
  });

  it("is bounded in every part: answers and sessions without end come in pages too, each once", async () => {
    const org = await createTestOrg("pro");
    const answers = Array.from({ length: 450 }, (_, n) => ({
      ...{ score: n % 11, endUserId: "ann", sessionId: `a${n}` },
    }));
    await createTestAnswers(org, answers);
    await ingestBatch(
      Array.from({ length: 120 }, (_, n) => testRecord(org, { endUserId: "ann", sessionId: `s${n}` })),
    );
    const { projectId } = org;
    const first = await exportEndUser(org.as(), { projectId, endUserId: "ann" });
    expect(kinds(first.items)).toEqual({ sessions: 50 });
    const items = await everything(org, "ann");
    expect(kinds(items)).toEqual({ sessions: 120, nps_answers: 450, requests: 120 });
    const ids = items.map(({ kind, data }) => `${kind} ${data.id}`);
    expect(new Set(ids).size).toBe(690);
  });

  it("is given to no other organisation or end user by a cursor, and to owners and admins only", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const { projectId } = org;
    await ingestBatch(Array.from({ length: 60 }, () => testRecord(org, { endUserId: "ann" })));
    const { nextCursor: cursor } = await exportEndUser(org.as(), { projectId, endUserId: "ann" });
    expect(cursor).not.toBeNull();
    expect(await codeOf(exportEndUser(org.as(), { projectId, endUserId: "abby", cursor }))).toBe(
      "invalid_request",
    );
    expect(await codeOf(exportEndUser(other.as(), { projectId, endUserId: "ann" }))).toBe("not_found");
    const mine = { projectId: other.projectId, endUserId: "ann", cursor };
    expect(await codeOf(exportEndUser(other.as(), mine))).toBe("invalid_request");
    expect(await rolesThatMay(org, (ctx) => exportEndUser(ctx, { projectId, endUserId: "ann" }))).toEqual([
      "owner",
      "admin",
    ]);
  });
});
