import { afterAll, describe, expect, it } from "vitest";
import { newId, uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getUsageReport } from "./get-usage-report";
import { listUsageRows } from "./list-usage-rows";

afterAll(disconnectDb);

interface Used {
  day: string;
  requests: number;
  apiKeyId?: string;
  model?: string;
}

async function use(org: TestOrg, uses: readonly Used[]): Promise<void> {
  await systemDb().usageDay.createMany({
    data: uses.map(({ day, requests, apiKeyId = "key_gone", model = "quick" }) => ({
      ...{ orgId: org.orgId, projectId: org.projectId, apiKeyId, provider: "sandbox", model },
      day: new Date(`${day}T00:00:00Z`),
      requestCount: requests,
      inputTokens: BigInt(requests * 10),
      outputTokens: BigInt(requests * 5),
      costMicroUsd: BigInt(requests * 7),
      unpricedCount: 0,
    })),
  });
}

const NOW = new Date("2026-11-21T00:00:00Z");
const at = (org: TestOrg) => ({ ...org.as(), now: () => NOW });

describe("the report of a month", () => {
  it("adds up days, projects, models and keys of one organisation, the largest first", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg()];
    const { orgId, projectId } = org;
    const apiKeyId = newId("key");
    const key = { kind: "server", prefix: "fl_sk_x", lastFour: "abcd", hash: apiKeyId } as const;
    await systemDb().apiKey.create({ data: { ...key, id: apiKeyId, orgId, projectId, name: "App" } });
    await use(org, [
      { day: "2026-10-31", requests: 900 },
      { day: "2026-11-02", requests: 10 },
      { day: "2026-11-02", requests: 20, apiKeyId },
      { day: "2026-11-20", requests: 40, model: "genius" },
    ]);
    await use(other, [{ day: "2026-11-02", requests: 5_000 }]);
    const report = await getUsageReport(at(org), {});
    expect(report).toMatchObject({ month: "2026-11", firstMonth: "2026-10", isCurrent: true });
    expect(report.total).toMatchObject({
      requests: 70,
      inputTokens: 700,
      outputTokens: 350,
      costMicroUsd: 490,
    });
    expect(report.days.map(({ day, requests }) => [day.toISOString().slice(0, 10), requests])).toEqual([
      ["2026-11-02", 30],
      ["2026-11-20", 40],
    ]);
    expect(report.byModel.map(({ name, requests }) => [name, requests])).toEqual([
      ["sandbox/genius", 40],
      ["sandbox/quick", 30],
    ]);
    expect(report.byKey.map(({ name, requests }) => [name, requests])).toEqual([
      ["key_gone", 50],
      ["App", 20],
    ]);
    expect(report.byProject).toMatchObject([{ name: "Default", requests: 70 }]);
    expect(report.projected).toMatchObject({ requests: 470, overageBlocks: 0, billMicroUsd: 59_000_000 });
  });

  it("projects the blocks past what the plan includes, and nothing for a month that is over", async () => {
    const org = await createTestOrg("pro");
    await use(org, [
      { day: "2026-10-02", requests: 420_000 },
      { day: "2026-11-20", requests: 30_000 },
    ]);
    const { projected, billMicroUsd } = await getUsageReport(at(org), {});
    expect(projected).toMatchObject({ requests: 330_000, overageBlocks: 2, billMicroUsd: 75_000_000 });
    expect(billMicroUsd).toBe(59_000_000);
    const past = await getUsageReport(at(org), { month: "2026-10" });
    expect(past).toMatchObject({ isCurrent: false, projected: null, billMicroUsd: 83_000_000 });
  });

  it("tells what of the month the judge has called, of this organisation alone", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const judged = (owner: TestOrg, over: object) =>
      systemDb().judgement.create({
        data: {
          ...{ id: newId("eval"), orgId: owner.orgId, projectId: owner.projectId, requestId: uuidv7() },
          ...{ createdAt: NOW, sessionId: "s", routeId: "", provider: "sandbox", model: "quick" },
          ...{ taskCategory: "", rubricVersion: 1, judgeModel: "sandbox/genius", status: "done" },
          ...{ costMicroUsd: 40, judgeRequestId: uuidv7(), judgedAt: new Date("2026-11-05") },
          ...over,
        },
      });
    await judged(org, {});
    await judged(org, { judgedAt: new Date("2026-10-05") });
    await judged(org, { judgeRequestId: null, judgeModel: "" });
    await judged(other, {});
    expect((await getUsageReport(at(org), {})).judge).toEqual({ calls: 1, costMicroUsd: 40 });
  });

  it("is for whoever may read usage, and refuses what is no month", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => getUsageReport(ctx, {}))).toEqual([
      "owner",
      "admin",
      "member",
      "viewer",
    ]);
    expect(await codeOf(getUsageReport(org.as(), { month: "2026-13" }))).toBe("invalid_request");
  });
});

describe("the rows of a month", () => {
  it("come page after page, each once, and a cursor opens no other organisation’s", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const uses = Array.from({ length: 501 }, (_, n) => ({
      day: "2026-11-03",
      requests: 1,
      apiKeyId: `key_${n}`,
    }));
    await use(org, uses);
    const first = await listUsageRows(at(org), {});
    const second = await listUsageRows(at(org), { cursor: first.nextCursor });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([500, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ apiKeyId }) => apiKeyId)).size).toBe(501);
    expect(first.items[0]).toMatchObject({
      day: "2026-11-03",
      project: "Default",
      key: "",
      provider: "sandbox",
    });
    expect(await codeOf(listUsageRows(at(other), { cursor: first.nextCursor }))).toBe("invalid_request");
    expect((await listUsageRows(at(other), {})).items).toEqual([]);
  });
});
