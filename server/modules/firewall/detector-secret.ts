import { randomBytes } from "node:crypto";
import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";

export interface DetectorSecretOwner {
  orgId: string;
  projectId: string;
  /** Grows with each new secret. */
  version: number;
}

const bindingOf = ({ orgId, projectId, version }: DetectorSecretOwner) => ({
  orgId,
  rowId: projectId,
  purpose: "detector_secret",
  version,
});

/** 192 random bits in the form that the libraries of Standard Webhooks read. */
export function newDetectorSecret(owner: DetectorSecretOwner): {
  secret: string;
  columns: SealedColumns & { lastFour: string; secretVersion: number };
} {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const sealed = sealColumns(bindingOf(owner), secret);
  return { secret, columns: { ...sealed, lastFour: secret.slice(-4), secretVersion: owner.version } };
}

export function openDetectorSecret(owner: DetectorSecretOwner, stored: SealedColumns): string {
  return openColumns(bindingOf(owner), stored);
}
