import { z } from "zod";
import { newId } from "@/server/core/ids";
import { openColumns, sealColumns } from "@/server/db/sealed-columns";
import type { Tx } from "@/server/db/tenant";
import type { MailContent } from "@/server/integrations/mail/render-mail";

export const MAIL_TOPIC = "mail";

const SealedMail = z.object({
  ciphertext: z.base64(),
  wrappedKey: z.base64(),
  masterKeyId: z.string(),
});

const StoredContent = z.object({
  to: z.string(),
  subject: z.string(),
  heading: z.string(),
  paragraphs: z.array(z.string()),
  action: z.object({ label: z.string(), url: z.string() }).optional(),
  note: z.string().optional(),
});

const bindingOf = (orgId: string, messageId: string) => ({
  orgId,
  rowId: messageId,
  purpose: "outbox_mail",
  version: 1,
});

/**
 * Has the worker send a mail once the transaction is committed. It waits encrypted, as it may hold a link that lets
 * somebody in. A mail with a `name` is queued once in the organisation, however often it is asked for.
 */
export async function queueMail(
  tx: Tx,
  { orgId }: { orgId: string },
  mail: MailContent & { name?: string },
): Promise<void> {
  const { name, ...content } = mail;
  const id = name === undefined ? newId("out") : `out_${orgId}_${name}`;
  await tx.outboxMessage.createMany({ data: [queuedMail(orgId, id, content)], skipDuplicates: true });
}

/** A queued mail as the columns of its row. */
export function queuedMail(orgId: string, id: string, content: MailContent) {
  const sealed = sealColumns(bindingOf(orgId, id), JSON.stringify(content));
  const payload = {
    ciphertext: Buffer.from(sealed.ciphertext).toString("base64"),
    wrappedKey: Buffer.from(sealed.wrappedKey).toString("base64"),
    masterKeyId: sealed.masterKeyId,
  };
  return { id, orgId, topic: MAIL_TOPIC, payload };
}

export function openQueuedMail(message: { id: string; orgId: string; payload: unknown }): MailContent {
  const { ciphertext, wrappedKey, masterKeyId } = SealedMail.parse(message.payload);
  const stored = {
    ciphertext: new Uint8Array(Buffer.from(ciphertext, "base64")),
    wrappedKey: new Uint8Array(Buffer.from(wrappedKey, "base64")),
    masterKeyId,
  };
  return StoredContent.parse(JSON.parse(openColumns(bindingOf(message.orgId, message.id), stored)));
}
