import { errorFields, log } from "@/server/core/logger";
import { canSendMail } from "@/server/integrations/mail/local-outbox";
import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";

/** Tells a person what was done to their account. What was done stays done where the mail cannot be sent. */
export async function sendNotice(
  to: string,
  { heading, paragraphs }: { heading: string; paragraphs: readonly string[] },
): Promise<void> {
  if (!canSendMail()) return;
  const note = "If this was not you, reset your password at once and tell us.";
  try {
    await sendMail(renderMail({ to, subject: `${heading} – Floopy`, heading, paragraphs, note }));
  } catch (thrown) {
    log.warn("a notice was not sent", errorFields(thrown));
  }
}
