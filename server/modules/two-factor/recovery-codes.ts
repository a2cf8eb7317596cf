import { randomInt } from "node:crypto";
import { RECOVERY_CODES } from "@/server/contracts/two-factor";
import { deriveKey, hmacHex } from "@/server/core/secrets";
import type { Tx } from "@/server/db/tenant";
import { masterKey } from "@/server/env";

/** Without those that look like others. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 10;

/** New codes in place of the old ones; they are in this answer only. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })),
  });
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** Uses a code up; false when there is none such, or it was used before. */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: hashOf(userId, code), usedAt: null },
    data: { usedAt: now },
  });
  return count > 0;
}

function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** Keyed: fifty bits alone could be tried out by whoever has the table. */
function hashOf(userId: string, code: string): string {
  return hmacHex(deriveKey(masterKey(), "recovery-code"), `${userId}|${code}`);
}
