import { randomBytes } from "node:crypto";
import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";

export interface WebhookSecretOwner {
  orgId: string;
  endpointId: string;
  /** Grows with each new secret. */
  version: number;
}

const bindingOf = ({ orgId, endpointId, version }: WebhookSecretOwner) => ({
  orgId,
  rowId: endpointId,
  purpose: "webhook_secret",
  version,
});

/** 192 random bits in the form that the libraries of Standard Webhooks read. */
export function newWebhookSecret(owner: WebhookSecretOwner): {
  secret: string;
  columns: SealedColumns & { lastFour: string };
} {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  return { secret, columns: { ...sealColumns(bindingOf(owner), secret), lastFour: secret.slice(-4) } };
}

export function openWebhookSecret(owner: WebhookSecretOwner, stored: SealedColumns): string {
  return openColumns(bindingOf(owner), stored);
}
