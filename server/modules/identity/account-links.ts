import { AppError } from "@/server/core/errors";
import { appDb } from "@/server/db/client";
import type { Tx } from "@/server/db/tenant";
import { newToken, tokenHashOf } from "./link-tokens";

/** What a link in a mail of an account does. Sign-in links belong to next-auth and have an e-mail in place of this. */
export type LinkPurpose = "reset" | "email";

const HOUR_MS = 3_600_000;
export const LINK_HOURS: Readonly<Record<LinkPurpose, number>> = { reset: 1, email: 24 };

interface LinkFacts {
  purpose: LinkPurpose;
  userId: string;
  /** The address that the link proves. */
  email: string;
}

const SEPARATOR = "|";

/** A fresh link's token; the person's earlier ones for the same purpose stop working. */
export async function makeLink(tx: Tx, { purpose, userId, email }: LinkFacts, now: Date): Promise<string> {
  const { token, tokenHash } = newToken();
  const owner = [purpose, userId, ""].join(SEPARATOR);
  await tx.verificationToken.deleteMany({ where: { identifier: { startsWith: owner } } });
  const expiresAt = new Date(now.getTime() + LINK_HOURS[purpose] * HOUR_MS);
  await tx.verificationToken.create({ data: { identifier: owner + email, tokenHash, expiresAt } });
  return token;
}

/** Uses a link up, and says whose it was. Unknown, used and expired ones give the same answer. */
export async function takeLink(tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<LinkFacts> {
  const [row] = await tx.$queryRaw<{ identifier: string; expires_at: Date }[]>`
    delete from verification_tokens
    where token_hash = ${tokenHashOf(token)} and starts_with(identifier, ${purpose + SEPARATOR})
    returning identifier, expires_at`;
  const [, userId, email] = row?.identifier.split(SEPARATOR) ?? [];
  if (row === undefined || row.expires_at <= now || userId === undefined || email === undefined)
    throw noSuchLink();
  return { purpose, userId, email };
}

export function noSuchLink(): AppError {
  return new AppError("not_found", "no such link", {
    userMessage: "This link has expired or was already used. Ask for a new one.",
  });
}

export function makeLinkAlone(facts: LinkFacts, now: Date): Promise<string> {
  return appDb().$transaction((tx) => makeLink(tx, facts, now));
}
