import type { ListLocalMailsOutput } from "@/server/contracts/mails";
import { notFound } from "@/server/core/errors";
import { appDb } from "@/server/db/client";
import { hasLocalOutbox } from "@/server/integrations/mail/local-outbox";

const MAILS_MAX = 50;

/**
 * The local outbox, newest first. It holds sign-in links of everybody, so it exists only in a self-contained
 * installation without a mail server, where whoever runs it is the only one to read it.
 */
export async function listLocalMails(isOwnHost: boolean): Promise<ListLocalMailsOutput> {
  if (!isOwnHost || !hasLocalOutbox()) throw notFound("page");
  const items = await appDb().localMail.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MAILS_MAX,
    select: { id: true, to: true, subject: true, text: true, html: true, createdAt: true },
  });
  return { items };
}
