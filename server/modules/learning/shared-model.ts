import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { SnapshotReader } from "@/server/routing/learner/snapshot";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import { pooledNameOf } from "./pooled-name";
import { readSharedSnapshot } from "./read-snapshot";

/** One state of the shared model, ready to be asked. */
export interface SharedModel {
  id: string;
  version: number;
  reader: SnapshotReader;
}

/** The newest state; null before the first. `known` is given back when it is still the newest. */
export function loadSharedModel(known: SharedModel | null): Promise<SharedModel | null> {
  return findSharedModel(systemDb(), known);
}

export async function findSharedModel(db: Tx, known: SharedModel | null = null): Promise<SharedModel | null> {
  const newest = await db.learningSnapshot.findFirst({
    orderBy: { version: "desc" },
    select: { id: true, version: true },
  });
  if (newest === null || newest.version === known?.version) return known;
  const row = await db.learningSnapshot.findUnique({ where: { id: newest.id }, select: { content: true } });
  if (row === null) return known;
  const reader = new SnapshotReader(
    readSharedSnapshot(row.content),
    (model) => BENCHMARK_PRIOR.isKnown(model),
    pooledNameOf,
  );
  return { ...newest, reader };
}
