import type { Mail } from "@/server/integrations/mail/send-mail";

export const LINK_MINUTES = 30;

/** The mail with a sign-in link. Everything in it is ours or escaped. */
export function magicLinkMail(to: string, url: string): Mail {
  const host = new URL(url).host;
  const lead = `Use this link to sign in to Floopy at ${host}. It works once, for ${LINK_MINUTES} minutes.`;
  const tail = "If you did not ask for it, you can ignore this mail.";
  return {
    to,
    subject: "Your sign-in link for Floopy",
    text: `${lead}\n\n${url}\n\n${tail}\n`,
    html: `<p>${escapeHtml(lead)}</p><p><a href="${escapeHtml(url)}">Sign in to Floopy</a></p><p>${tail}</p>`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
