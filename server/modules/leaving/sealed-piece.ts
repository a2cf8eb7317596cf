import { openBytes, sealBytes } from "@/server/core/content-cipher";
import type { Tx } from "@/server/db/tenant";
import { contentKeyOf, currentContentKey } from "@/server/modules/content-keys";

interface PiecePlace {
  orgId: string;
  exportId: string;
  position: number;
}

interface StoredPiece {
  keyVersion: number | null;
  bytes: Uint8Array<ArrayBuffer>;
}

const placeOf = ({ orgId, exportId, position }: PiecePlace) => ({
  ...{ orgId, rowId: exportId, part: `piece ${position}` },
});

/** A piece of an export’s file as it is stored: encrypted, as what is in it was. */
export async function sealPiece(place: PiecePlace, piece: Buffer): Promise<StoredPiece> {
  const key = await currentContentKey(place.orgId);
  return { keyVersion: key.version, bytes: new Uint8Array(sealBytes(key, placeOf(place), piece)) };
}

/** Null once the key it was encrypted with is gone. */
export async function openPiece(
  tx: Pick<Tx, "contentKey">,
  place: PiecePlace,
  { keyVersion, bytes }: StoredPiece,
): Promise<Uint8Array | null> {
  if (keyVersion === null) return bytes;
  const key = await contentKeyOf(tx, place.orgId, keyVersion);
  return key === null ? null : openBytes(key, placeOf(place), Buffer.from(bytes));
}
