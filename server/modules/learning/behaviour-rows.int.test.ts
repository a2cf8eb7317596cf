import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { ingestBatch } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { requestIdAt } from "@/server/testing/request-factory";
import { testRecord } from "@/server/testing/request-record";
import { loadTeachers } from "./load-teachers";

afterAll(disconnectDb);

const NOW = new Date();
const HOUR_MS = 3_600_000;

/** Sessions of one request each, of which the first few ended so. */
async function serve(org: TestOrg, model: string, sessions: number, failed: number, httpStatus = 503) {
  const records = Array.from({ length: sessions }, (_, n) =>
    testRecord(org, {
      ...{ id: requestIdAt(new Date(NOW.getTime() - HOUR_MS - n * 1_000)), sessionId: `${model}-${n}` },
      ...{ provider: "openai", model, taskCategory: "qa" },
      ...(n < failed ? { status: "error" as const, httpStatus } : {}),
    }),
  );
  await ingestBatch(records);
}

async function behaviourOf({ orgId }: TestOrg) {
  const [org] = await loadTeachers(systemDb(), NOW, orgId);
  const rows = org?.projects.flatMap(({ ownRows, sharedRows }) => [...ownRows, ...sharedRows]) ?? [];
  return rows
    .filter(({ signal }) => signal === "implicit")
    .map(({ model, n, s }) => [model, Math.round(n), Math.round(s)]);
}

describe("sessions that were served", () => {
  it("teach which models fail, to the organisation and to others, by how many sessions there were", async () => {
    const org = await createTestOrg();
    await serve(org, "gpt-4o", 20, 5);
    await serve(org, "gpt-4o-mini", 30, 0);
    const told = await behaviourOf(org);
    for (const row of [
      ["openai/gpt-4o", 20, 15],
      ["openai/gpt-4o-mini", 30, 30],
    ])
      expect(told.filter((one) => JSON.stringify(one) === JSON.stringify(row))).toHaveLength(2);
  });

  it("teach after which answers users ask the same again", async () => {
    const org = await createTestOrg();
    const ask = (n: number, model: string, afterS: number) =>
      testRecord(org, {
        ...{ id: requestIdAt(new Date(NOW.getTime() - HOUR_MS + afterS * 1_000)), sessionId: `chat-${n}` },
        ...{ provider: "openai", model, taskCategory: "qa", askKey: `${n}`.padStart(16, "0") },
      });
    const chats = Array.from({ length: 20 }, (_, n) => n);
    await ingestBatch(chats.map((n) => ask(n, n < 10 ? "gpt-4o" : "gpt-4o-mini", 0)));
    // Four of ten were not content with the one model, and got the other one then.
    await ingestBatch([0, 1, 2, 3].map((n) => ask(n, "gpt-4o-mini", 30)));
    const told = await behaviourOf(org);
    for (const row of [
      ["openai/gpt-4o", 10, 6],
      ["openai/gpt-4o-mini", 10, 10],
    ])
      expect(told.filter((one) => JSON.stringify(one) === JSON.stringify(row))).toHaveLength(2);
  });

  it("teach nothing while none has failed and no event is reported, nor by what callers got wrong", async () => {
    const org = await createTestOrg();
    await serve(org, "gpt-4o", 20, 0);
    await serve(org, "gpt-4o-mini", 20, 20, 400);
    expect(await behaviourOf(org)).toEqual([]);
  });
});
