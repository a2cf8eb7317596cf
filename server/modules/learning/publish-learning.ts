import { setImmediate as nextTurn } from "node:timers/promises";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import type { Fit } from "@/server/routing/learner/fit";
import type { SharedSnapshot } from "@/server/routing/learner/snapshot";
import { PRIOR_VERSION } from "@/server/routing/prior/benchmark-prior";
import { fitPool, inputHashOf, type ModelCard, poolTenants, sha256 } from "./fit-pool";
import { loadTeachers } from "./load-teachers";
import { makeOwnPart } from "./own-part";
import { ModelCardSchema, readSharedSnapshot } from "./read-snapshot";
import type { TeachingOrg } from "./teacher-types";
import { watchModels } from "./watch-models";

export interface PublishReport {
  /** The shared model that holds now. */
  snapshotId: string;
  hash: string;
  isNew: boolean;
  /** Organisations whose own part has changed. */
  ownParts: number;
  /** Hash of the shared model without one organisation's scores, where that was asked for. */
  hashWithout: string | null;
}

interface PublishOptions {
  /** Start from nothing, as after a deletion: then the result is a function of the scores alone. */
  isCold?: boolean;
  withoutOrgId?: string;
}

const LIMITS = { maxWait: 10_000, timeout: 120_000 };
const COLD_EVERY_MS = 24 * 60 * 60 * 1000;
const WATCH_EVERY_MS = 10 * 60 * 1000;
/** Beyond these, one snapshot of each day is kept. */
const SNAPSHOTS_KEPT = 200;

/** What this process fitted last: where a large system goes on from. */
const last: { fit: Fit | null; coldAtMs: number; watchedAtMs: number } = {
  fit: null,
  coldAtMs: 0,
  watchedAtMs: 0,
};

/**
 * Works out the shared model and every organisation's own part from the sums, and stores what has changed; gateways
 * are told by the database. One process at a time: the others wait, and find nothing left to do.
 */
export async function publishLearning(now: Date, options: PublishOptions = {}): Promise<PublishReport> {
  return systemDb().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('learning', 0))`;
    await watchWhenDue(tx, now, options.isCold ?? false);
    const orgs = await loadTeachers(tx, now);
    const shared = await publishShared(tx, orgs, now, options.isCold ?? false);
    const ownParts = await publishOwnParts(tx, orgs, shared);
    const { withoutOrgId } = options;
    const others = orgs.filter(({ orgId }) => orgId !== withoutOrgId);
    const hashWithout = withoutOrgId === undefined ? null : (await fitPool(poolTenants(others))).hash;
    return { snapshotId: shared.id, hash: shared.hash, isNew: shared.isNew, ownParts, hashWithout };
  }, LIMITS);
}

/** Which models have changed is looked at less often than what is learned; after a deletion at once. */
async function watchWhenDue(tx: Tx, now: Date, isForced: boolean): Promise<void> {
  if (!isForced && Math.abs(now.getTime() - last.watchedAtMs) < WATCH_EVERY_MS) return;
  await watchModels(tx, now);
  last.watchedAtMs = now.getTime();
}

interface Published {
  id: string;
  hash: string;
  snapshot: SharedSnapshot;
  isNew: boolean;
}

async function publishShared(
  tx: Tx,
  orgs: readonly TeachingOrg[],
  now: Date,
  isCold: boolean,
): Promise<Published> {
  const tenants = poolTenants(orgs);
  const latest = await tx.learningSnapshot.findFirst({
    orderBy: { version: "desc" },
    select: { id: true, hash: true, content: true, card: true },
  });
  const isDue = now.getTime() - last.coldAtMs > COLD_EVERY_MS;
  const before = latest === null ? null : ModelCardSchema.safeParse(latest.card).data;
  if (latest !== null && !isCold && before?.inputHash === inputHashOf(tenants))
    return { ...latest, snapshot: readSharedSnapshot(latest.content), isNew: false };
  const pool = await fitPool(tenants, isCold || isDue ? null : last.fit);
  last.fit = pool.fit;
  if (pool.card.start === "cold") last.coldAtMs = now.getTime();
  if (latest !== null && latest.hash === pool.hash)
    return { id: latest.id, hash: latest.hash, snapshot: pool.snapshot, isNew: false };
  const id = newId("lsn");
  const { hash, content, card } = pool;
  await tx.learningSnapshot.create({ data: { id, hash, content, card: cardAsJson(card), createdAt: now } });
  await dropOldSnapshots(tx);
  return { id, hash, snapshot: pool.snapshot, isNew: true };
}

function cardAsJson(card: ModelCard): object {
  return JSON.parse(JSON.stringify(card));
}

async function dropOldSnapshots(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM learning_snapshots s
    WHERE version <= (SELECT max(version) FROM learning_snapshots) - ${SNAPSHOTS_KEPT}
      AND version <> (SELECT max(version) FROM learning_snapshots d WHERE d.created_at::date = s.created_at::date)
      AND NOT EXISTS (SELECT 1 FROM learning_receipts r WHERE s.id IN (r.snapshot_id_before, r.snapshot_id_after))`;
}

async function publishOwnParts(tx: Tx, orgs: readonly TeachingOrg[], shared: Published): Promise<number> {
  const stored = await tx.learningTenantSnapshot.findMany({ select: { orgId: true, basis: true } });
  const basisOf = new Map(stored.map(({ orgId, basis }) => [orgId, basis]));
  let changed = 0;
  for (const org of orgs) {
    const seen = org.projects.map(({ projectId, ownRows, costs }) => [projectId, ownRows, costs]);
    const basis = sha256(JSON.stringify([PRIOR_VERSION, org.mode === "shared" ? shared.hash : null, seen]));
    if (basisOf.get(org.orgId) === basis) continue;
    const content = JSON.stringify(makeOwnPart(org, shared.snapshot));
    await storeOwnPart(tx, org, { basis, content });
    changed += 1;
    await nextTurn();
  }
  // Nothing is known of them any more.
  const gone = await tx.$executeRaw`
    DELETE FROM learning_tenant_snapshots WHERE NOT (org_id = ANY(${orgs.map(({ orgId }) => orgId)}))`;
  return changed + gone;
}

async function storeOwnPart(
  tx: Tx,
  { orgId, mode }: TeachingOrg,
  { basis, content }: { basis: string; content: string },
): Promise<void> {
  const row = { mode, basis, content, hash: sha256(content), createdAt: new Date() };
  await tx.learningTenantSnapshot.upsert({ where: { orgId }, create: { orgId, ...row }, update: row });
}
