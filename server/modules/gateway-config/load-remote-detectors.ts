import { readRemoteDetector } from "@/server/contracts/remote-detector";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { openDetectorSecret } from "@/server/modules/firewall";
import type { RemoteDetectorConfig } from "./config-types";

/** The remote detectors of an organisation's projects, by project; those that are off are left out. */
export async function loadRemoteDetectors(orgId: string): Promise<Map<string, RemoteDetectorConfig>> {
  const rows = await systemDb().remoteDetector.findMany({
    where: { orgId },
    omit: { orgId: true, createdAt: true, updatedAt: true, lastFour: true },
  });
  return new Map(
    rows.flatMap(({ projectId, settings: stored, version, ...row }): [string, RemoteDetectorConfig][] => {
      const settings = readRemoteDetector(stored);
      if (settings === null || settings.mode === "off") return [];
      return [[projectId, { settings, version, secret: openSecret({ orgId, projectId }, row) }]];
    }),
  );
}

interface SealedRow {
  secretVersion: number;
  ciphertext: Uint8Array | null;
  wrappedKey: Uint8Array | null;
  masterKeyId: string | null;
}

/** Null where there is none, and where it cannot be opened: then nothing is sent, and the detector counts as failing. */
function openSecret(
  owner: { orgId: string; projectId: string },
  { secretVersion, ciphertext, wrappedKey, masterKeyId }: SealedRow,
): string | null {
  if (ciphertext === null || wrappedKey === null || masterKeyId === null) return null;
  try {
    const stored = {
      ciphertext: new Uint8Array(ciphertext),
      wrappedKey: new Uint8Array(wrappedKey),
      masterKeyId,
    };
    return openDetectorSecret({ ...owner, version: secretVersion }, stored);
  } catch (thrown) {
    const { orgId, projectId } = owner;
    log.error("a detector's secret cannot be decrypted", { orgId, name: projectId, ...errorFields(thrown) });
    return null;
  }
}
