import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { requestIdAt } from "@/server/testing/request-factory";
import { testRecord } from "@/server/testing/request-record";
import { ingestBatch } from "./ingest-batch";
import type { RequestRecord, RequestRow } from "./request-record";

afterAll(disconnectDb);

const START_MS = Date.now() - 3_600_000;
const SECOND_MS = 1_000;

/** A question asked so many seconds after the first one, answered within two. */
function asked(org: TestOrg, afterS: number, over: Partial<RequestRow> = {}): RequestRecord {
  return testRecord(org, {
    ...{
      id: requestIdAt(new Date(START_MS + afterS * SECOND_MS)),
      askKey: "0123456789abcdef",
      latencyMs: 2_000,
    },
    ...{ sessionId: "chat", provider: "openai", model: "gpt-4o", taskCategory: "qa" },
    ...over,
  });
}

async function retriedOf({ orgId }: TestOrg): Promise<Record<string, number>> {
  const rows = await systemDb().learningCounter.findMany({ where: { orgId, retriedCount: { gt: 0 } } });
  return Object.fromEntries(
    rows.map(({ category, model, retriedCount }) => [`${category} ${model}`, retriedCount]),
  );
}

async function stored(...batches: ((org: TestOrg) => RequestRecord[])[]): Promise<Record<string, number>> {
  const org = await createTestOrg();
  for (const batch of batches) await ingestBatch(batch(org));
  return retriedOf(org);
}

describe("a question that is asked again within a minute", () => {
  it("counts against the model that had answered it, whichever is asked then", async () => {
    const again = { model: "gpt-4o-mini", taskCategory: "chat" };
    expect(await stored((org) => [asked(org, 0), asked(org, 30, again)])).toEqual({ "qa gpt-4o": 1 });
    expect(
      await stored(
        (org) => [asked(org, 0)],
        (org) => [asked(org, 61, again)],
      ),
    ).toEqual({ "qa gpt-4o": 1 });
  });

  it("counts in whatever order records are stored, and once however often it is asked or stored", async () => {
    const org = await createTestOrg();
    const [first, second, third] = [asked(org, 0), asked(org, 10), asked(org, 20)];
    for (const batch of [[third], [first], [first, second], [second], [third, first]])
      await ingestBatch(batch);
    // Of three the first two were not good enough.
    expect(await retriedOf(org)).toEqual({ "qa gpt-4o": 2 });
    const [row] = await systemDb().learningCounter.findMany({ where: { orgId: org.orgId } });
    expect(row).toMatchObject({ requestCount: 3, failedCount: 0, retriedCount: 2 });
  });

  it("counts also where the cache or nobody answers it then", async () => {
    for (const status of ["cached", "error", "client_closed"] as const)
      expect(await stored((org) => [asked(org, 0), asked(org, 30, { status })])).toEqual({ "qa gpt-4o": 1 });
  });
});

describe("nothing is counted", () => {
  it("where it is asked later, at once, or beside the first call", async () => {
    for (const afterS of [0, 1, 2.5, 63, 3_000])
      expect(await stored((org) => [asked(org, 0), asked(org, afterS)])).toEqual({});
  });

  it("where the first call failed, was given up or was answered from the cache", async () => {
    for (const status of ["error", "client_closed", "blocked"] as const)
      expect(await stored((org) => [asked(org, 0, { status }), asked(org, 30)])).toEqual({});
    const cached = { status: "cached", cacheStatus: "hit-exact" } as const;
    expect(await stored((org) => [asked(org, 0, cached), asked(org, 30)])).toEqual({});
  });

  it("where something else is asked, in another session, or by the product itself", async () => {
    for (const other of [
      { askKey: "fedcba9876543210" },
      { askKey: null },
      { sessionId: "another" },
      { purpose: "judge" as const },
    ])
      expect(await stored((org) => [asked(org, 0), asked(org, 30, other)])).toEqual({});
    expect(
      await stored((org) => [asked(org, 0, { askKey: null }), asked(org, 30, { askKey: null })]),
    ).toEqual({});
  });

  it("where another organisation or project asks the same", async () => {
    const [one, other] = [await createTestOrg(), await createTestOrg()];
    await ingestBatch([asked(one, 0), asked(other, 30), asked(one, 30, { projectId: other.projectId })]);
    expect([await retriedOf(one), await retriedOf(other)]).toEqual([{}, {}]);
  });
});
