import { deriveKey, hmacHex } from "@/server/core/secrets";
import { masterKey } from "@/server/env";

/** What is stored and looked up instead of a key: 190 random bits need no slow hash, only a pepper. */
export function hashApiKey(key: string): string {
  return hmacHex(deriveKey(masterKey(), "api-key-pepper"), key);
}
