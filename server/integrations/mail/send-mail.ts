import type { Transporter } from "nodemailer";
import { z } from "zod";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { appDb } from "@/server/db/client";
import { env } from "@/server/env";
import { hasLocalOutbox } from "./local-outbox";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

let transport: Transporter | undefined;

/**
 * Sends a mail over SMTP_URL, or keeps it for the local outbox page. Throws when neither is possible. Two sendings
 * under one name are one mail: kept once, and with one Message-ID, which mail servers know again.
 */
export async function sendMail(mail: Mail, name: string = newId("mail")): Promise<void> {
  const url = env().SMTP_URL;
  if (url === undefined) return keepLocally(mail, name);
  transport ??= await openTransport(url);
  const from = env().MAIL_FROM;
  try {
    await transport.sendMail({ ...mail, from, messageId: `<${name}@${hostOf(from)}>` });
  } catch (thrown) {
    throw refused(thrown);
  }
}

const SmtpError = z.object({ code: z.string(), responseCode: z.number().optional() });

/** Without what the server said: it quotes the address, which belongs into no log. */
function refused(thrown: unknown): AppError {
  const { code, responseCode } = SmtpError.catch({ code: "unknown" }).parse(thrown);
  return new AppError(
    "dependency_unavailable",
    `the mail server refused: ${code} ${responseCode ?? ""}`.trim(),
  );
}

/** Loaded with the first mail: a process that only serves models sends none. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
}

function hostOf(from: string): string {
  return /@([^\s<>]+)/.exec(from)?.[1] ?? "floopy.local";
}

async function keepLocally(mail: Mail, id: string): Promise<void> {
  if (!hasLocalOutbox()) throw new AppError("dependency_unavailable", "no mail server is configured");
  await appDb().localMail.createMany({ data: { id, ...mail }, skipDuplicates: true });
}
