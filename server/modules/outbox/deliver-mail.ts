import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";
import type { ClaimedMessage } from "./deliver-outbox";
import { openQueuedMail } from "./queue-mail";

/** Under the message's name, so that a second try is the same mail. */
export async function deliverMail(message: ClaimedMessage): Promise<void> {
  await sendMail(renderMail(openQueuedMail(message)), message.id);
}
