import { appDb } from "@/server/db/client";

/** Keeps the hash of a sign-in link's token. */
export async function storeVerificationToken(
  identifier: string,
  tokenHash: string,
  expiresAt: Date,
): Promise<void> {
  await appDb().verificationToken.create({ data: { identifier, tokenHash, expiresAt } });
}

/** Uses a link up: returns when it ends, or null when there is none or it was used before. */
export async function takeVerificationToken(identifier: string, tokenHash: string): Promise<Date | null> {
  const [row] = await appDb().$queryRaw<{ expires_at: Date }[]>`
    delete from verification_tokens where identifier = ${identifier} and token_hash = ${tokenHash}
    returning expires_at`;
  return row?.expires_at ?? null;
}
