import { createHmac } from "node:crypto";
import { deriveKey } from "@/server/core/secrets";
import { masterKey } from "@/server/env";

let known: Buffer | undefined;

/**
 * A number from 0 to 1 that belongs to a session: asked again, the same comes out, so that a page that asks often does
 * not draw often, and nobody outside can choose a session that is drawn.
 */
export function drawForSession(names: readonly string[]): number {
  known ??= deriveKey(masterKey(), "survey-sampling");
  const digest = createHmac("sha256", known).update(JSON.stringify(names)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
