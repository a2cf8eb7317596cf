import { afterAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getContribution } from "./get-contribution";
import { getSnapshot } from "./get-snapshot";
import { setLearningMode } from "./set-learning-mode";

afterAll(disconnectDb);

const ALONE = { mode: "isolated", confirm: "learn alone" } as const;

async function teacher(planId: "pro" | "enterprise" = "enterprise"): Promise<TestOrg> {
  const org = await createTestOrg(planId);
  const { orgId, projectId } = org;
  const createdAt = new Date(Date.now() - 40 * 86_400_000);
  await systemDb().organization.update({ where: { orgId }, data: { createdAt } });
  const key = { orgId, projectId, day: new Date(), category: "qa", provider: "openai", model: "gpt-4o" };
  const sums = { answerCount: 9, weightMicro: 9_000_000n, scoreMicro: 8_100_000n, squareMicro: 0n };
  await systemDb().learningStatistic.create({ data: { ...key, signal: "nps", isShared: true, ...sums } });
  const counts = { sessionCount: 100, requestCount: 100, failedCount: 0, pricedCount: 0 };
  const rest = { costMicroUsd: 0n, latencyMsSum: 0n };
  await systemDb().learningCounter.create({ data: { ...key, ...counts, ...rest } });
  return org;
}

async function keyOf(org: TestOrg, createdBy: string | null): Promise<Ctx> {
  const id = newId("key");
  const names = { name: "t", prefix: "fl_sk_test", lastFour: "test", hash: id };
  const { orgId, projectId } = org;
  await systemDb().apiKey.create({ data: { id, orgId, projectId, kind: "server", ...names, createdBy } });
  return { ...org.as(), actor: { kind: "api_key", keyId: id, label: "key", permissions: ["admin"] } };
}

describe("leaving the shared model", () => {
  it("takes every trace out of it, and gives a receipt that says so", async () => {
    const org = await teacher();
    const { mode, receipt } = await setLearningMode(org.as(), ALONE);
    expect(mode).toBe("isolated");
    expect(receipt).toMatchObject({ from_mode: "shared", to_mode: "isolated", cells: 1, answers: 9 });
    expect(receipt?.hash_after).toBe(receipt?.hash_without);
    expect(receipt?.hash_after).toMatch(/^[0-9a-f]{64}$/);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["learning.mode_changed"]);
    const ledger = await getContribution(org.as());
    expect(ledger).toMatchObject({
      mode: "isolated",
      status: "isolated",
      received: { snapshot_id: null, cells: 0 },
      receipts: [{ id: receipt?.id }],
    });
    const card = await getSnapshot(org.as(), { id: receipt?.snapshot_id_after ?? "" });
    expect(card.hash).toBe(receipt?.hash_after);
  });

  it("changes nothing the second time, and can be taken back on any plan without typing", async () => {
    const org = await teacher();
    await setLearningMode(org.as(), ALONE);
    expect(await setLearningMode(org.as(), ALONE)).toEqual({ mode: "isolated", receipt: null });
    const back = await setLearningMode({ ...org.as(), planId: "free" }, { mode: "shared" });
    expect(back.receipt).toMatchObject({ from_mode: "isolated", to_mode: "shared" });
    expect((await getContribution(org.as())).status).toBe("contributing");
  });

  it("needs the plan, the typed words and an owner", async () => {
    const org = await teacher();
    expect(await codeOf(setLearningMode((await teacher("pro")).as(), ALONE))).toBe("plan_required");
    expect(await codeOf(setLearningMode(org.as(), { mode: "isolated" }))).toBe("invalid_request");
    expect(await codeOf(setLearningMode(org.as(), { ...ALONE, confirm: "yes" }))).toBe("invalid_request");
    expect(await rolesThatMay(org, (ctx) => setLearningMode(ctx, { mode: "shared" }))).toEqual(["owner"]);
    expect(await auditTrail(org)).toEqual([]);
  });

  it("is open to a key that an owner has made, and to no other", async () => {
    const [org, other] = [await teacher(), await teacher()];
    expect(await codeOf(setLearningMode(await keyOf(org, null), ALONE))).toBe("permission_denied");
    expect(await codeOf(setLearningMode(await keyOf(org, other.userId), ALONE))).toBe("permission_denied");
    expect((await setLearningMode(await keyOf(org, org.userId), ALONE)).mode).toBe("isolated");
  });
});

describe("the ledger", () => {
  it("tells what was given, and nothing of another organisation", async () => {
    const [org, other] = [await teacher(), await createTestOrg()];
    expect(await getContribution(org.as("viewer"))).toMatchObject({
      mode: "shared",
      status: "contributing",
      may_opt_out: true,
      given: { answers: 9, cells: 1, kept_own_answers: 0 },
      ledger: [{ model: "gpt-4o", signal: "nps", answers: 9, is_shared: true }],
      lift: { sessions: 0, estimate: null },
    });
    const theirs = await getContribution(other.as());
    expect(theirs).toMatchObject({ status: "waiting", given: { answers: 0 }, ledger: [], receipts: [] });
    expect(theirs.contributes_from).not.toBeNull();
  });

  it("knows no snapshot that nobody made", async () => {
    expect(await codeOf(getSnapshot((await createTestOrg()).as(), { id: "lsn_none" }))).toBe("not_found");
  });
});
