import { z } from "zod";
import { FirewallFloorSchema } from "@/server/contracts/firewall";
import { DRY_RUN_COUNTED_MAX, DRY_RUN_REQUESTS_MAX } from "@/server/contracts/firewall-dry-runs";
import { type FirewallDryRun, Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { openBodies } from "@/server/modules/content-keys";
import { readFindings } from "@/server/modules/firewall";
import type { StoredRequest } from "./judge-stored";

/** What the firewall looks through, but for what the product asks for a customer itself. */
const ENDPOINTS = ["chat", "messages", "responses", "embeddings"];

const ofRun = ({ orgId, projectId, from, to }: FirewallDryRun): Prisma.Sql => Prisma.sql`
  r.org_id = ${orgId} AND r.project_id = ${projectId} AND r.purpose IS NULL AND r.endpoint = ANY(${ENDPOINTS}::text[])
  AND r.created_at >= ${from.toISOString()}::timestamptz AND r.created_at <= ${to.toISOString()}::timestamptz`;

/** The same requests for every run: they are chosen by their ids, which say nothing else. */
const chosen = (step: number): Prisma.Sql =>
  step === 1 ? Prisma.empty : Prisma.sql`AND mod(hashtextextended(r.id::text, 0), ${step}) = 0`;

export interface Extent {
  population: number;
  total: number;
  step: number;
}

const Sum = z.array(z.object({ count: z.int().nullable() }));
const countOf = (rows: unknown): number => Sum.parse(rows)[0]?.count ?? 0;

/** How many requests there are, and which part of them is looked at. */
export async function measureExtent(tx: Tx, run: FirewallDryRun): Promise<Extent> {
  const { orgId, projectId, from, to } = run;
  const counted = countOf(
    await tx.$queryRaw`
      SELECT sum(request_count)::int AS count FROM request_rollups
      WHERE org_id = ${orgId} AND project_id = ${projectId}
        AND hour >= date_trunc('hour', ${from.toISOString()}::timestamptz, 'UTC') AND hour <= ${to.toISOString()}::timestamptz`,
  );
  if (counted > DRY_RUN_COUNTED_MAX) {
    const step = Math.ceil(counted / DRY_RUN_REQUESTS_MAX);
    return { population: counted, total: Math.round(counted / step), step };
  }
  const count = (step: number) =>
    tx.$queryRaw`SELECT count(*)::int AS count FROM requests r WHERE ${ofRun(run)} ${chosen(step)}`;
  const population = countOf(await count(1));
  const step = Math.max(1, Math.ceil(population / DRY_RUN_REQUESTS_MAX));
  return { population, total: step === 1 ? population : countOf(await count(step)), step };
}

const Rows = z.array(
  z.object({
    requestId: z.string(),
    createdAt: z.date(),
    endpoint: z.string(),
    storageMode: z.string(),
    firewallStatus: z.string(),
    found: z.unknown().transform(readFindings),
    keyFloor: FirewallFloorSchema.nullable().catch(null),
    hasBody: z.boolean(),
    isTruncated: z.boolean(),
    keyVersion: z.int().nullable(),
    requestBody: z.string().nullable(),
    responseBody: z.string().nullable(),
  }),
);

const COLUMNS = Prisma.sql`
  r.id::text AS "requestId", r.created_at AS "createdAt", r.endpoint, r.storage_mode AS "storageMode",
  r.firewall_status AS "firewallStatus", r.firewall_findings AS found, k.firewall_mode AS "keyFloor",
  b.request_id IS NOT NULL AS "hasBody", coalesce(b.is_truncated, false) AS "isTruncated", b.key_version AS "keyVersion", b.request_body AS "requestBody",
  b.response_body AS "responseBody"`;

const SOURCES = Prisma.sql`
  requests r
  LEFT JOIN request_bodies b ON b.request_id = r.id AND b.created_at = r.created_at AND b.org_id = r.org_id
  LEFT JOIN api_keys k ON k.id = r.api_key_id AND k.org_id = r.org_id`;

/** The next requests after those that were looked at, the newest first. */
export async function nextStored(tx: Tx, run: FirewallDryRun, limit: number): Promise<StoredRequest[]> {
  const { cursorAt, cursorId } = run;
  const after =
    cursorAt === null || cursorId === null
      ? Prisma.empty
      : Prisma.sql`AND r.created_at <= ${cursorAt.toISOString()}::timestamptz
          AND (r.created_at < ${cursorAt.toISOString()}::timestamptz OR r.id > ${cursorId}::uuid)`;
  const rows = await tx.$queryRaw`
    SELECT ${COLUMNS} FROM ${SOURCES} WHERE ${ofRun(run)} ${chosen(run.step)} ${after}
    ORDER BY r.created_at DESC, r.id LIMIT ${limit}`;
  return openBodies(tx, run.orgId, Rows.parse(rows));
}

/** One of a run's requests, as it is stored by now; null where it is gone. */
export async function readStored(
  tx: Tx,
  { orgId, projectId }: FirewallDryRun,
  { requestId, createdAt }: { requestId: string; createdAt: Date },
): Promise<StoredRequest | null> {
  const rows = await tx.$queryRaw`
    SELECT ${COLUMNS} FROM ${SOURCES}
    WHERE r.id = ${requestId}::uuid AND r.created_at = ${createdAt.toISOString()}::timestamptz
      AND r.org_id = ${orgId} AND r.project_id = ${projectId}`;
  const [found] = await openBodies(tx, orgId, Rows.parse(rows));
  return found ?? null;
}
