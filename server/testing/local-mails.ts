import { systemDb } from "@/server/db/system";

/** The mails that reached the local outbox for an address, oldest first. */
export function mailsTo(to: string) {
  return systemDb().localMail.findMany({ where: { to }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
}

/** The token of the last link in a mail's text. */
export function tokenInText(text: string | undefined): string {
  return /(?:token=|\/invite\/)([0-9A-Za-z]{40})/.exec(text ?? "")?.[1] ?? "";
}
