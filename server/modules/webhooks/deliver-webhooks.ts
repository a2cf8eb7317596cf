import { WEBHOOK_TEST_TYPE } from "@/server/contracts/webhooks";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { postWebhook, type WebhookAnswer } from "@/server/integrations/webhooks/post-webhook";
import { noteAnswer } from "./note-answer";
import { openPayload } from "./open-payload";
import { signedHeaders } from "./signed-headers";
import { webhookBody } from "./webhook-body";
import { openWebhookSecret } from "./webhook-secret";

const BATCH = 20;
/** Longer than a call may take; a worker that dies with a delivery lets it go after this time. */
const LEASE_MS = 60_000;

interface ClaimedDelivery {
  id: string;
}

/**
 * Calls the endpoints whose deliveries are due, and returns how many took theirs. Several processes may do so at
 * once: each delivery is claimed by one.
 */
export async function deliverWebhooks(now: () => Date): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = await claim(now());
    const outcomes = await Promise.all(claimed.map(({ id }) => deliver(id, now)));
    delivered += outcomes.filter(Boolean).length;
    if (claimed.length < BATCH) return delivered;
  }
}

/** What is due goes in order for each endpoint, but a failing one holds up nobody else. */
function claim(now: Date): Promise<ClaimedDelivery[]> {
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  return systemDb().$queryRaw<ClaimedDelivery[]>`
    UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = ${until}::timestamptz
    WHERE id IN (
      SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
      WHERE d.next_attempt_at <= ${now.toISOString()}::timestamptz
        AND (e.disabled_at IS NULL OR d.event_type = ${WEBHOOK_TEST_TYPE})
      ORDER BY d.next_attempt_at, d.created_at LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED)
    RETURNING id`;
}

/** One that cannot be sent, whatever is wrong with it, is claimed again later and holds up no other. */
async function deliver(id: string, now: () => Date): Promise<boolean> {
  try {
    return await callEndpoint(id, now);
  } catch (thrown) {
    log.error("a webhook was not called", errorFields(thrown));
    return false;
  }
}

/** Calls the endpoint of one delivery and notes the answer; true when it took it. */
export async function callEndpoint(id: string, now: () => Date): Promise<boolean> {
  const delivery = await systemDb().webhookDelivery.findUnique({
    where: { id },
    include: { endpoint: true },
  });
  if (delivery === null) return false;
  const at = now();
  const payload = await openPayload(delivery.orgId, delivery.payload);
  const body = webhookBody({ ...delivery, payload });
  const headers = signedHeaders({ eventId: delivery.eventId, body, at }, secretsOf(delivery.endpoint, at));
  const answer: WebhookAnswer = await postWebhook({ url: delivery.endpoint.url, headers, body });
  return noteAnswer(delivery, answer, at);
}

interface StoredSecrets {
  id: string;
  orgId: string;
  version: number;
  ciphertext: Uint8Array<ArrayBuffer>;
  wrappedKey: Uint8Array<ArrayBuffer>;
  masterKeyId: string;
  previousCiphertext: Uint8Array<ArrayBuffer> | null;
  previousWrappedKey: Uint8Array<ArrayBuffer> | null;
  previousMasterKeyId: string | null;
  previousUntil: Date | null;
}

function secretsOf(row: StoredSecrets, now: Date): string[] {
  const owner = { orgId: row.orgId, endpointId: row.id, version: row.version };
  const current = openWebhookSecret(owner, row);
  const { previousCiphertext, previousWrappedKey, previousMasterKeyId, previousUntil } = row;
  if (previousCiphertext === null || previousWrappedKey === null || previousMasterKeyId === null)
    return [current];
  if (previousUntil === null || previousUntil <= now) return [current];
  const stored = {
    ciphertext: previousCiphertext,
    wrappedKey: previousWrappedKey,
    masterKeyId: previousMasterKeyId,
  };
  return [current, openWebhookSecret({ ...owner, version: row.version - 1 }, stored)];
}
