import { renderMail } from "@/server/integrations/mail/render-mail";
import type { Mail } from "@/server/integrations/mail/send-mail";

export const LINK_MINUTES = 30;

/** The mail with a sign-in link. */
export function magicLinkMail(to: string, url: string): Mail {
  return renderMail({
    to,
    subject: "Your sign-in link for Floopy",
    heading: "Sign in to Floopy",
    paragraphs: [
      `Use this link to sign in to Floopy at ${new URL(url).host}. It works once, for ${LINK_MINUTES} minutes.`,
    ],
    action: { label: "Sign in to Floopy", url },
    note: "If you did not ask for it, you can ignore this mail.",
  });
}
