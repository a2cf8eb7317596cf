import type { Mail } from "./send-mail";

/** What a mail says; how it looks is the same for all of them. */
export interface MailContent {
  to: string;
  subject: string;
  heading: string;
  /** Plain text, one paragraph each. */
  paragraphs: readonly string[];
  action?: { label: string; url: string } | undefined;
  /** Set apart at the end: why the reader got this, or what to do if it was not them. */
  note?: string | undefined;
}

const STYLE = {
  body: "margin:0;padding:32px 16px;background:#f6f6f7;font:15px/1.55 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,sans-serif;color:#27272a",
  card: "max-width:480px;margin:0 auto;padding:28px 32px;background:#ffffff;border:1px solid #e4e4e7;border-radius:8px",
  brand: "margin:0 0 20px;font-size:14px;font-weight:600;color:#52525b",
  heading: "margin:0 0 12px;font-size:19px;line-height:1.3;font-weight:600;color:#18181b",
  paragraph: "margin:0 0 14px",
  button:
    "display:inline-block;margin:6px 0 16px;padding:10px 18px;border-radius:6px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none",
  link: "margin:0 0 14px;font-size:13px;color:#71717a;word-break:break-all",
  note: "margin:18px 0 0;padding-top:14px;border-top:1px solid #e4e4e7;font-size:13px;color:#71717a",
} as const;

/** The mail in both of its forms. Everything in the HTML is ours or escaped. */
export function renderMail({ to, subject, heading, paragraphs, action, note }: MailContent): Mail {
  const text = [heading, ...paragraphs, action && `${action.label}: ${action.url}`, note && `— ${note}`];
  const html = [
    element("p", "brand", "Floopy"),
    element("h1", "heading", heading),
    ...paragraphs.map((paragraph) => element("p", "paragraph", paragraph)),
    ...(action ? [link(action), element("p", "link", action.url)] : []),
    ...(note ? [element("p", "note", note)] : []),
  ];
  return {
    to,
    // A line break in a subject would end the header.
    subject: subject.replaceAll(/\s+/g, " "),
    text: `${text.filter(Boolean).join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="${STYLE.body}"><div style="${STYLE.card}">${html.join("")}</div></body></html>`,
  };
}

function element(tag: "p" | "h1", style: keyof typeof STYLE, text: string): string {
  return `<${tag} style="${STYLE[style]}">${escapeHtml(text)}</${tag}>`;
}

function link({ label, url }: { label: string; url: string }): string {
  return `<a href="${escapeHtml(url)}" style="${STYLE.button}">${escapeHtml(label)}</a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
