import { createTransport, type Transporter } from "nodemailer";
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

/** Sends a mail over SMTP_URL, or keeps it for the local outbox page. Throws when neither is possible. */
export async function sendMail(mail: Mail): Promise<void> {
  const url = env().SMTP_URL;
  if (url === undefined) return keepLocally(mail);
  transport ??= createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  await transport.sendMail({ ...mail, from: env().MAIL_FROM });
}

async function keepLocally(mail: Mail): Promise<void> {
  if (!hasLocalOutbox()) throw new AppError("dependency_unavailable", "no mail server is configured");
  await appDb().localMail.create({ data: { id: newId("mail"), ...mail } });
}
