import { createHash } from "node:crypto";
import { randomBase62 } from "@/server/core/ids";

/** What a link in a mail carries: 238 random bits, of which only the hash is kept. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBase62(40);
  return { token, tokenHash: tokenHashOf(token) };
}

export function tokenHashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
