import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { ingestBatch } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { requestIdAt } from "@/server/testing/request-factory";
import { testRecord } from "@/server/testing/request-record";
import { holdOut } from "./held-out";
import { creditFeedback } from "./index";
import { teachingOrgOf } from "./load-teachers";

afterAll(disconnectDb);

const NOW = new Date();

async function scored(org: TestOrg, sessionId: string, model: string, score01: number): Promise<void> {
  const { orgId, projectId } = org;
  const record = testRecord(org, {
    ...{ id: requestIdAt(NOW), sessionId, taskCategory: "qa", outputTokens: 100 },
    ...{ provider: "openai", model, isSandbox: false },
  });
  await ingestBatch([record]);
  const credit = { orgId, projectId, sessionId, sourceId: `nps_${sessionId}`, score01, at: NOW };
  await withTenant(org, (tx) => creditFeedback(tx, { ...credit, signal: "nps", channel: "signed" }));
}

const rowsOf = (org: TestOrg, gone: readonly string[]) =>
  withTenant(org, async (tx) => {
    const known = await holdOut(tx, await teachingOrgOf(tx, org.orgId, NOW), gone);
    return known.without(new Set(gone)).projects.flatMap(({ ownRows }) => ownRows);
  });

describe("what is known without some sessions", () => {
  it("is what would be known had they never been scored", async () => {
    const [org, never] = [await createTestOrg(), await createTestOrg()];
    for (const [session, model, score] of [
      ["s1", "gpt-4o", 0.9],
      ["s2", "gpt-4o", 0.2],
      ["s3", "gpt-4o-mini", 0.6],
    ] as const) {
      await scored(org, session, model, score);
      if (session === "s1") await scored(never, session, model, score);
    }
    const left = await rowsOf(org, ["s2", "s3"]);
    expect(left).toHaveLength(1);
    const [expected] = await rowsOf(never, []);
    expect(left[0]).toMatchObject({ category: "qa", model: "openai/gpt-4o", signal: "nps" });
    expect(left[0]?.n).toBeCloseTo(expected?.n ?? Number.NaN, 6);
    expect(left[0]?.s).toBeCloseTo(expected?.s ?? Number.NaN, 6);
    expect(await rowsOf(org, [])).toHaveLength(2);
  });

  it("takes out nothing of another organisation, whose sessions may have the same names", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await scored(org, "s1", "gpt-4o", 0.9);
    await scored(other, "s1", "gpt-4o", 0.9);
    await withTenant(other, async (tx) => holdOut(tx, await teachingOrgOf(tx, other.orgId, NOW), ["s1"]));
    expect(await systemDb().feedbackCredit.count({ where: { orgId: org.orgId } })).toBe(1);
    expect(await rowsOf(org, [])).toHaveLength(1);
  });
});
