import type { ContentKey } from "@/server/core/content-cipher";
import type { Tx } from "@/server/db/tenant";
import { knownKey, STORED_KEY, type StoredKey, unwrap } from "./content-key";

export type LoadKeys = (orgId: string, versions: readonly number[]) => Promise<readonly StoredKey[]>;

export type KeysByVersion = ReadonlyMap<number, ContentKey>;

export const loadWith =
  (tx: Pick<Tx, "contentKey">): LoadKeys =>
  (orgId, versions) =>
    tx.contentKey.findMany({ where: { orgId, version: { in: [...versions] } }, select: STORED_KEY });

/** The keys of these versions that are still there. */
export async function keysOf(
  load: LoadKeys,
  orgId: string,
  versions: readonly number[],
): Promise<KeysByVersion> {
  const wanted = [...new Set(versions)];
  const keys = new Map(wanted.flatMap((version) => entryOf(knownKey(orgId, version))));
  const missing = wanted.filter((version) => !keys.has(version));
  if (missing.length > 0)
    for (const stored of await load(orgId, missing)) keys.set(stored.version, unwrap(stored));
  return keys;
}

/** One of them, or null. */
export async function contentKeyOf(
  tx: Pick<Tx, "contentKey">,
  orgId: string,
  version: number,
): Promise<ContentKey | null> {
  return (await keysOf(loadWith(tx), orgId, [version])).get(version) ?? null;
}

const entryOf = (key: ContentKey | undefined): [number, ContentKey][] =>
  key === undefined ? [] : [[key.version, key]];
