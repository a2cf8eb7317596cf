import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ContentKey } from "@/server/core/content-cipher";
import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";

export interface StoredKey extends SealedColumns {
  orgId: string;
  version: number;
}

const bindingOf = ({ orgId, version }: Pick<StoredKey, "orgId" | "version">) => ({
  orgId,
  rowId: `content_key_${version}`,
  purpose: "content_key",
  version,
});

/** A new key as the columns of its row. */
export function newContentKey(orgId: string, version: number): StoredKey {
  const columns = sealColumns(bindingOf({ orgId, version }), randomBytes(32).toString("base64"));
  return { orgId, version, ...columns };
}

/** The same key wrapped by the current master key. */
export function rewrapped(stored: StoredKey): SealedColumns {
  return sealColumns(bindingOf(stored), openColumns(bindingOf(stored), stored));
}

/** A destroyed key is forgotten by every process within this time. */
const KNOWN_MS = 60_000;
const known = new LRUCache<string, ContentKey>({ max: 5_000, ttl: KNOWN_MS });

export const knownKey = (orgId: string, version: number): ContentKey | undefined =>
  known.get(`${orgId} ${version}`);

export function unwrap(stored: StoredKey): ContentKey {
  const { orgId, version } = stored;
  const key = Buffer.from(openColumns(bindingOf(stored), stored), "base64");
  const opened = { version, key };
  known.set(`${orgId} ${version}`, opened);
  return opened;
}

export const STORED_KEY = {
  orgId: true,
  version: true,
  ciphertext: true,
  wrappedKey: true,
  masterKeyId: true,
} as const;
