import { uuidv7, uuidv7TimeMs } from "@/server/core/ids";
import type { Prisma, Request } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { addHistograms, emptyLatencyHistogram, latencyBucket } from "@/server/modules/requests";
import type { TestOrg } from "./factories";

type RequestData = Prisma.RequestCreateManyInput;

/** The id of a request that started at `time`; ids of one millisecond differ. */
export function requestIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}${uuidv7().slice(13)}`;
}

/** Stored requests as ingestion would leave them: rows in their partitions, and the hourly counters. */
export async function createTestRequests(
  org: Pick<TestOrg, "orgId" | "projectId">,
  requests: readonly (Partial<RequestData> & { at: Date })[],
): Promise<string[]> {
  const rows = requests.map(({ at, ...facts }) => rowOf(org, at, facts));
  const times = requests.map(({ at }) => at.getTime());
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  await systemDb().$executeRaw`select floopy_ensure_partitions(${day(first)}::date, ${day(last)}::date)`;
  await systemDb().request.createMany({ data: rows });
  await rebuildRollups(org.orgId);
  return rows.map((row) => row.id);
}

function rowOf(
  org: Pick<TestOrg, "orgId" | "projectId">,
  at: Date,
  facts: Partial<RequestData>,
): RequestData {
  const id = facts.id ?? requestIdAt(at);
  return {
    id,
    createdAt: new Date(uuidv7TimeMs(id)),
    orgId: org.orgId,
    projectId: org.projectId,
    apiKeyId: "key_test",
    sessionId: `ses_${id}`,
    sessionSource: "request",
    endpoint: "chat.completions",
    isStream: false,
    requestedModel: "auto",
    provider: "sandbox",
    model: "quick",
    status: "ok",
    httpStatus: 200,
    inputTokens: 100,
    outputTokens: 20,
    costMicroUsd: 120,
    latencyMs: 400,
    storageMode: "full",
    ...facts,
  };
}

async function rebuildRollups(orgId: string): Promise<void> {
  const rows = await systemDb().request.findMany({ where: { orgId } });
  await systemDb().requestRollup.deleteMany({ where: { orgId } });
  await systemDb().requestRollup.createMany({ data: rollupsOf(rows) });
}

function rollupsOf(rows: readonly Request[]): Prisma.RequestRollupCreateManyInput[] {
  const rollups = new Map<string, Prisma.RequestRollupCreateManyInput & { latencyHistogram: number[] }>();
  for (const row of rows) {
    const hour = new Date(Math.floor(uuidv7TimeMs(row.id) / 3_600_000) * 3_600_000);
    const [provider, model, status] = [row.provider ?? "", row.model ?? "", row.status];
    const key = [hour.getTime(), row.projectId, provider, model, status].join("|");
    const sums = rollups.get(key) ?? {
      ...{ orgId: row.orgId, projectId: row.projectId, hour, provider, model, status },
      ...{
        requestCount: 0,
        inputTokens: 0,
        outputTokens: 0,
        costMicroUsd: 0,
        unpricedCount: 0,
        latencyMsSum: 0,
        cacheHitCount: 0,
        cacheMissCount: 0,
        savedMicroUsd: 0,
      },
      latencyHistogram: emptyLatencyHistogram(),
    };
    const one = emptyLatencyHistogram();
    one[latencyBucket(row.latencyMs)] = 1;
    rollups.set(key, {
      ...sums,
      requestCount: sums.requestCount + 1,
      inputTokens: Number(sums.inputTokens) + (row.inputTokens ?? 0),
      outputTokens: Number(sums.outputTokens) + (row.outputTokens ?? 0),
      costMicroUsd: Number(sums.costMicroUsd) + (row.costMicroUsd ?? 0),
      unpricedCount: sums.unpricedCount + (row.costMicroUsd === null && row.inputTokens !== null ? 1 : 0),
      latencyMsSum: Number(sums.latencyMsSum) + row.latencyMs,
      cacheHitCount: (sums.cacheHitCount ?? 0) + (row.cacheStatus.startsWith("hit-") ? 1 : 0),
      cacheMissCount: (sums.cacheMissCount ?? 0) + (row.cacheStatus === "miss" ? 1 : 0),
      savedMicroUsd: Number(sums.savedMicroUsd ?? 0) + (row.savedMicroUsd ?? 0),
      latencyHistogram: addHistograms(sums.latencyHistogram, one),
    });
  }
  return [...rollups.values()];
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
