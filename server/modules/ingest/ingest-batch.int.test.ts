import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { connectionFor } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import {
  emptyLatencyHistogram,
  LATENCY_BUCKET_BOUNDS_MS,
  latencyBucket,
} from "@/server/modules/requests/latency-histogram";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { isDataFailure } from "./classify-failure";
import { ingestBatch } from "./ingest-batch";

const DAY_MS = 86_400_000;

async function countsOf({ orgId }: TestOrg) {
  const db = systemDb();
  const [requests, bodies, decisions, sessions, rollups] = await Promise.all([
    db.request.count({ where: { orgId } }),
    db.requestBody.count({ where: { orgId } }),
    db.decision.count({ where: { orgId } }),
    db.session.findMany({ where: { orgId }, orderBy: { id: "asc" } }),
    db.requestRollup.findMany({ where: { orgId }, orderBy: { model: "asc" } }),
  ]);
  return { requests, bodies, decisions, sessions, rollups };
}

describe("ingestBatch", () => {
  it("stores each record once, however often and in whatever company it comes", async () => {
    const org = await createTestOrg();
    const records = Array.from({ length: 5 }, () => testRecord(org));
    const [first] = records;
    expect(await ingestBatch([...records, ...records.slice(0, 2)])).toBe(5);
    expect(await ingestBatch(records)).toBe(0);
    expect(await ingestBatch([...(first ? [first] : []), testRecord(org)])).toBe(1);
    const counts = await countsOf(org);
    expect(counts).toMatchObject({ requests: 6, bodies: 6, decisions: 6 });
    expect(counts.sessions).toMatchObject([{ id: "session", turnCount: 6, costMicroUsd: 42n }]);
    expect(counts.rollups.reduce((sum, row) => sum + row.requestCount, 0)).toBe(6);
  });

  it("stores a batch once when several processes store it at the same time, each in its own order", async () => {
    const org = await createTestOrg();
    const records = Array.from({ length: 600 }, (_, n) =>
      testRecord(org, { sessionId: `s${n % 7}`, model: `m${n % 3}` }),
    );
    const reversed = records.toReversed();
    const added = await Promise.all([records, reversed, records, reversed].map(ingestBatch));
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(600);
    const { sessions, rollups } = await countsOf(org);
    expect(sessions.reduce((sum, row) => sum + row.turnCount, 0)).toBe(600);
    expect(rollups.reduce((sum, row) => sum + row.requestCount, 0)).toBe(600);
  });

  it("counts a row without a session id and makes no session of it", async () => {
    const org = await createTestOrg();
    const records = [testRecord(org, { sessionId: "" }), testRecord(org, { sessionId: "" }), testRecord(org)];
    expect(await ingestBatch(records)).toBe(3);
    const { requests, sessions, rollups } = await countsOf(org);
    expect(requests).toBe(3);
    expect(sessions).toMatchObject([{ id: "session", turnCount: 1 }]);
    expect(rollups).toMatchObject([{ requestCount: 3, costMicroUsd: 21n }]);
  });

  it("keeps every column, also text that would break COPY or JSON", async () => {
    const org = await createTestOrg();
    const odd = 'tab\t newline\n return\r back\\slash \\N "quote" \u{1f44b} é';
    const record = testRecord(org, {
      endUserId: odd,
      errorMessage: "nul\0 here",
      properties: { a: odd, lone: "x\ud800y", nul: "a\0b", escaped: "\\u0000" },
      inputTokens: 3_000_000_000,
      cachedInputTokens: null,
      attempts: [
        { provider: "p", model: "m", started_ms: 0, duration_ms: 1, status: null, outcome: "ok", error: odd },
      ],
    });
    await ingestBatch([
      { ...record, bodies: { requestBody: odd, responseBody: null, isTruncated: true, isRedacted: true } },
    ]);
    const stored = await systemDb().request.findFirstOrThrow({ where: { id: record.request.id } });
    expect(stored).toMatchObject({
      endUserId: odd,
      errorMessage: "nul here",
      inputTokens: 2_147_483_647,
      cachedInputTokens: null,
    });
    expect(stored.properties).toEqual({ a: odd, lone: "x\ufffdy", nul: "ab", escaped: "\\u0000" });
    expect(stored.attempts).toMatchObject([{ error: odd }]);
    const body = await systemDb().requestBody.findFirstOrThrow({ where: { requestId: record.request.id } });
    expect(body).toMatchObject({ requestBody: odd, responseBody: null, isTruncated: true, isRedacted: true });
  });

  it("takes no call about files or batches for one whose price is unknown", async () => {
    const org = await createTestOrg();
    const ours = ["files", "batches", "message_batches"].map((endpoint) =>
      testRecord(org, { endpoint, costMicroUsd: null, model: null, inputTokens: null, outputTokens: null }),
    );
    await ingestBatch(ours);
    const { rollups } = await countsOf(org);
    expect(rollups.map(({ requestCount, unpricedCount }) => [requestCount, unpricedCount])).toEqual([[3, 0]]);
  });

  it("adds up hours, costs that are unknown, and latencies that merge", async () => {
    const org = await createTestOrg();
    await ingestBatch([
      testRecord(org, { latencyMs: 100 }),
      testRecord(org, { latencyMs: 100, costMicroUsd: null }),
    ]);
    await ingestBatch([testRecord(org, { latencyMs: 1 })]);
    const { rollups } = await countsOf(org);
    const sum = (pick: (row: (typeof rollups)[number]) => number): number =>
      rollups.reduce((total, row) => total + pick(row), 0);
    expect(sum((row) => row.unpricedCount)).toBe(1);
    expect(sum((row) => Number(row.costMicroUsd))).toBe(14);
    expect(sum((row) => Number(row.latencyMsSum))).toBe(201);
    expect(sum((row) => row.latencyHistogram[0] ?? 0)).toBe(1);
    expect(sum((row) => row.latencyHistogram.reduce((total, count) => total + count, 0))).toBe(3);
  });

  it("puts each latency into the bucket that reading it back takes it from", async () => {
    const org = await createTestOrg();
    const latencies = LATENCY_BUCKET_BOUNDS_MS.flatMap((bound) => [Math.floor(bound), Math.floor(bound) + 1]);
    const all = [0, ...latencies, 2_147_483_647];
    await ingestBatch(all.map((latencyMs) => testRecord(org, { latencyMs })));
    const [rollup] = await systemDb().requestRollup.findMany({ where: { orgId: org.orgId } });
    const expected = emptyLatencyHistogram();
    for (const ms of all) expected[latencyBucket(ms)] = (expected[latencyBucket(ms)] ?? 0) + 1;
    expect(rollup?.latencyHistogram).toEqual(expected);
  });

  it("adds up what the cache answered, what it did not, and what that saved", async () => {
    const org = await createTestOrg();
    const hit = { status: "cached", costMicroUsd: 0, savedMicroUsd: 9, savedTokens: 15 } as const;
    await ingestBatch([
      testRecord(org, { cacheStatus: "miss" }),
      testRecord(org, { ...hit, cacheStatus: "hit-exact" }),
      testRecord(org, { ...hit, cacheStatus: "hit-semantic", savedMicroUsd: null }),
      testRecord(org),
    ]);
    await ingestBatch([testRecord(org, { ...hit, cacheStatus: "hit-exact" })]);
    const { rollups } = await countsOf(org);
    const sum = (pick: (row: (typeof rollups)[number]) => number | bigint): number =>
      rollups.reduce((total, row) => total + Number(pick(row)), 0);
    expect(sum((row) => row.cacheHitCount)).toBe(3);
    expect(sum((row) => row.cacheMissCount)).toBe(1);
    expect(sum((row) => row.savedMicroUsd)).toBe(18);
    const stored = await systemDb().request.findFirstOrThrow({
      where: { orgId: org.orgId, cacheStatus: "hit-semantic" },
    });
    expect(stored).toMatchObject({ savedMicroUsd: null, savedTokens: 15, embedCostMicroUsd: null });
  });

  it("makes the partition of an older day, and calls an unbelievable time the data's fault", async () => {
    const org = await createTestOrg();
    // A separate clock cannot be given to uuidv7 once it has moved on, so the time is written into the id.
    const idAt = (time: number): string => {
      const hex = time.toString(16).padStart(12, "0");
      return `${hex.slice(0, 8)}-${hex.slice(8)}${uuidv7().slice(13)}`;
    };
    const old = testRecord(org, { id: idAt(Date.now() - 50 * DAY_MS) });
    expect(await ingestBatch([old])).toBe(1);
    const failure = await ingestBatch([testRecord(org, { id: idAt(1_000) })]).catch(
      (thrown: unknown) => thrown,
    );
    expect(isDataFailure(failure)).toBe(true);
  });

  it("stores nothing of a batch that holds a broken record, and counts nothing", async () => {
    const org = await createTestOrg();
    const broken = testRecord(org);
    const failure = await ingestBatch([
      testRecord(org),
      { ...broken, request: { ...broken.request, orgId: JSON.parse("null") } },
    ]).catch((thrown: unknown) => thrown);
    expect(isDataFailure(failure)).toBe(true);
    expect(await countsOf(org)).toMatchObject({ requests: 0, sessions: [], rollups: [] });
  });

  it("tells listeners which organisation has new rows", async () => {
    const org = await createTestOrg();
    const listener = new Client(connectionFor("floopy_system"));
    await listener.connect();
    await listener.query("LISTEN floopy_requests");
    const heard = new Promise<string>((resolve) => {
      listener.on("notification", ({ payload }) => payload === org.orgId && resolve(payload));
    });
    await ingestBatch([testRecord(org)]);
    expect(await heard).toBe(org.orgId);
    await listener.end();
  });

  it("shows an organisation its own rows only", async () => {
    const [ours, theirs] = [await createTestOrg(), await createTestOrg()];
    await ingestBatch([testRecord(ours), testRecord(theirs)]);
    const seen = await withTenant(ours, (tx) => tx.request.findMany({ select: { orgId: true } }));
    expect(seen).toEqual([{ orgId: ours.orgId }]);
  });
});
