import { env } from "@/server/env";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/**
 * Whether mail is kept for the local outbox page. It would hand everyone's sign-in links to every visitor, so it
 * needs both: no SMTP server, and an installation that only its own machine can reach.
 */
export function hasLocalOutbox(): boolean {
  const { SMTP_URL, HOST, FLOOPY_PUBLIC_URL } = env();
  if (SMTP_URL !== undefined || !LOOPBACK.has(HOST)) return false;
  return FLOOPY_PUBLIC_URL === undefined || LOOPBACK.has(new URL(FLOOPY_PUBLIC_URL).hostname);
}

/** Whether mail reaches anybody at all; without it, sign-in links are not offered. */
export function canSendMail(): boolean {
  return env().SMTP_URL !== undefined || hasLocalOutbox();
}
