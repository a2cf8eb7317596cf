import { afterAll, describe, expect, it } from "vitest";
import type { PlanId } from "@/server/contracts/plans";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { closeCountersPool } from "@/server/modules/limits";
import { openQueuedMail } from "@/server/modules/outbox/queue-mail";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { noteQuotas } from "./note-quotas";

afterAll(async () => {
  await closeCountersPool();
  await disconnectDb();
});

const NOW = new Date("2026-11-20T12:00:00Z");
const LATER = new Date("2026-12-20T12:00:00Z");

async function spendRequests({ orgId, projectId }: TestOrg, requestCount: number, now = NOW): Promise<void> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const where = { orgId_month_projectId_apiKeyId: { orgId, month, projectId, apiKeyId: "key_x" } };
  const sums = { inputTokens: 0n, outputTokens: 0n, costMicroUsd: 0n, unpricedCount: 0 };
  await systemDb().spendMonth.upsert({
    where,
    create: { orgId, month, projectId, apiKeyId: "key_x", requestCount, ...sums },
    update: { requestCount },
  });
}

async function subjectsOf({ orgId }: TestOrg): Promise<string[]> {
  const rows = await systemDb().outboxMessage.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } });
  return rows.map((row) => openQueuedMail(row).subject.replace("Test organisation", "Org"));
}

async function orgOn(planId: PlanId, over: { overageCapMicroUsd?: bigint } = {}): Promise<TestOrg> {
  const org = await createTestOrg(planId);
  await systemDb().subscription.update({ where: { orgId: org.orgId }, data: over });
  return org;
}

describe("the mails of a quota", () => {
  it("come at 80 and 100 % of the included requests, once a month each", async () => {
    const org = await orgOn("free");
    for (const used of [15_999, 16_000, 17_000, 20_000, 30_000]) {
      await spendRequests(org, used);
      await noteQuotas(NOW);
    }
    expect(await subjectsOf(org)).toEqual([
      "Org has used 80 % of this month’s requests",
      "Org has used all requests that are included this month",
    ]);
    await spendRequests(org, 16_500, LATER);
    await noteQuotas(LATER);
    expect(await subjectsOf(org)).toHaveLength(3);
  });

  it("warn before requests end and say when they do", async () => {
    const org = await orgOn("free");
    await spendRequests(org, 80_000);
    await noteQuotas(NOW);
    await spendRequests(org, 100_000);
    await Promise.all([noteQuotas(NOW), noteQuotas(NOW)]);
    expect(await subjectsOf(org)).toEqual([
      "Requests of Org will soon be refused",
      "Requests of Org are refused from now on",
    ]);
  });

  it("on Pro name the price past the included requests, and the owner’s cap", async () => {
    const org = await orgOn("pro", { overageCapMicroUsd: 8_000_000n });
    await spendRequests(org, 200_000);
    await noteQuotas(NOW);
    const row = await systemDb().outboxMessage.findFirstOrThrow({ where: { orgId: org.orgId } });
    const mail = openQueuedMail(row);
    expect(mail.paragraphs.join(" ")).toContain(
      "$8 for each 100,000 that are begun. Your cap stops requests at 300,000",
    );
    expect(mail.action?.url).toMatch(/\/settings\?tab=billing$/);
    await spendRequests(org, 300_000);
    await noteQuotas(NOW);
    expect((await subjectsOf(org)).at(-1)).toBe("Requests of Org are refused from now on");
  });

  it("go to owners and admins only, and to nobody by contract", async () => {
    const org = await orgOn("free");
    const { orgId } = org;
    for (const [name, role] of [
      ["admin", "admin"],
      ["member", "member"],
    ] as const) {
      const user = { id: `usr_${name}_${orgId}`, email: `${name}-${orgId}@test.invalid` };
      await systemDb().user.create({ data: { ...user, memberships: { create: { orgId, role } } } });
    }
    await spendRequests(org, 16_000);
    const contract = await orgOn("enterprise");
    await spendRequests(contract, 9_000_000);
    await noteQuotas(NOW);
    const rows = await systemDb().outboxMessage.findMany({ where: { orgId } });
    const to = rows.map((row) => openQueuedMail(row).to);
    expect(to.sort()).toEqual([`${org.userId}@test.invalid`, `admin-${orgId}@test.invalid`].sort());
    expect(await subjectsOf(contract)).toEqual([]);
  });
});
