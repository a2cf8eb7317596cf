import type { Tx } from "@/server/db/tenant";
import type { Price } from "@/server/pricing/price";

export interface PricedRow {
  id: string;
  createdAt: Date;
  projectId: string;
  apiKeyId: string;
  sessionId: string;
  provider: string;
  model: string;
  status: string;
  routeId: string | null;
  price: Price;
}

const HOUR_MS = 3_600_000;

interface Sum {
  key: readonly string[];
  cost: number;
  count: number;
}

/** Adds costs to sessions, to the hourly counters of models and routes and to the days of keys, in the order in which ingestion locks them. */
export async function addToCounters(tx: Tx, orgId: string, rows: readonly PricedRow[]): Promise<void> {
  const sessions = sumBy(rows, ({ projectId, sessionId }) => [projectId, sessionId]);
  for (const { key, cost } of sessions) {
    const [projectId, id] = key;
    await tx.$executeRaw`
      update sessions set cost_micro_usd = cost_micro_usd + ${cost}
      where org_id = ${orgId} and project_id = ${projectId} and id = ${id}`;
  }
  const hours = sumBy(rows, (row) => [row.projectId, hourOf(row), row.provider, row.model, row.status]);
  for (const { key, cost, count } of hours) {
    const [projectId, hour, provider, model, status] = key;
    await tx.$executeRaw`
      update request_rollups set cost_micro_usd = cost_micro_usd + ${cost}, unpriced_count = greatest(unpriced_count - ${count}::int, 0)
      where org_id = ${orgId} and project_id = ${projectId} and hour = ${hour}::timestamptz and provider = ${provider}
        and model = ${model} and status = ${status}`;
  }
  await addToRoutes(tx, orgId, rows);
  await addToDays(tx, orgId, rows);
}

async function addToRoutes(tx: Tx, orgId: string, rows: readonly PricedRow[]): Promise<void> {
  const routed = rows.filter(({ routeId }) => routeId !== null);
  for (const { key, cost } of sumBy(routed, (row) => [
    row.routeId ?? "",
    hourOf(row),
    row.provider,
    row.model,
  ])) {
    const [routeId, hour, provider, model] = key;
    await tx.$executeRaw`
      update route_rollups set cost_micro_usd = cost_micro_usd + ${cost}
      where org_id = ${orgId} and route_id = ${routeId} and hour = ${hour}::timestamptz and provider = ${provider}
        and model = ${model}`;
  }
}

/** Failed calls are among the rows; what was counted of them has a row to add to. */
async function addToDays(tx: Tx, orgId: string, rows: readonly PricedRow[]): Promise<void> {
  const keyOf = (row: PricedRow) => [dayOf(row), row.projectId, row.apiKeyId, row.provider, row.model];
  for (const { key, cost, count } of sumBy(rows, keyOf)) {
    const [day, projectId, apiKeyId, provider, model] = key;
    await tx.$executeRaw`
      update usage_days set cost_micro_usd = cost_micro_usd + ${cost}, unpriced_count = greatest(unpriced_count - ${count}::int, 0)
      where org_id = ${orgId} and day = ${day}::date and project_id = ${projectId} and api_key_id = ${apiKeyId}
        and provider = ${provider} and model = ${model}`;
  }
}

function dayOf({ createdAt }: PricedRow): string {
  return createdAt.toISOString().slice(0, 10);
}

function hourOf({ createdAt }: PricedRow): string {
  return new Date(Math.floor(createdAt.getTime() / HOUR_MS) * HOUR_MS).toISOString();
}

function sumBy(rows: readonly PricedRow[], keyOf: (row: PricedRow) => readonly string[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = key.join("\u0001");
    const sum = sums.get(name) ?? { key, cost: 0, count: 0 };
    sum.cost += row.price.costMicroUsd;
    sum.count += 1;
    sums.set(name, sum);
  }
  return [...sums.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}
