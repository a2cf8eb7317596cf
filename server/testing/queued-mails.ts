import { systemDb } from "@/server/db/system";
import type { MailContent } from "@/server/integrations/mail/render-mail";
import { openQueuedMail } from "@/server/modules/outbox/queue-mail";

/** The mails that the worker would send for the organisation, oldest first. */
export async function queuedMails({ orgId }: { orgId: string }): Promise<MailContent[]> {
  const rows = await systemDb().outboxMessage.findMany({
    where: { orgId, topic: "mail" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(openQueuedMail);
}

/** What comes after the last slash, or the last “=”, of a mail's link. */
export function tokenIn(mail: MailContent | undefined): string {
  return /[/=]([0-9A-Za-z]+)$/.exec(mail?.action?.url ?? "")?.[1] ?? "";
}
