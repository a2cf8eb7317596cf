import { OUTBOX_TRIES_MAX } from "@/server/contracts/outbox";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { retryDelayMs } from "./retry-delay";

export interface ClaimedMessage {
  id: string;
  orgId: string;
  topic: string;
  payload: unknown;
  attempts: number;
  createdAt: Date;
}

/** Does what a message asks for; may be called again for the same message, and must then do no more. */
export type OutboxHandler = (message: ClaimedMessage, now: Date) => Promise<void>;

const BATCH = 50;
/** A worker that dies with a message lets it go after this time. */
const LEASE_MS = 120_000;
const DELAYS = { firstMs: 5_000, lastMs: 6 * 3_600_000 };
const ERROR_LENGTH_MAX = 300;

/**
 * Delivers what is due, and returns how many messages were. Several processes may do so at once: each message is
 * claimed by one. A topic without a handler is left where it is.
 */
export async function deliverOutbox(
  handlers: ReadonlyMap<string, OutboxHandler>,
  now: () => Date,
): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = await claim([...handlers.keys()], now());
    const outcomes = await Promise.all(claimed.map((message) => deliver(message, handlers, now)));
    delivered += outcomes.filter(Boolean).length;
    if (claimed.length < BATCH) return delivered;
  }
}

function claim(topics: string[], now: Date): Promise<ClaimedMessage[]> {
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  return systemDb().$queryRaw<ClaimedMessage[]>`
    UPDATE outbox_messages SET attempts = attempts + 1, available_at = ${until}::timestamptz
    WHERE id IN (
      SELECT id FROM outbox_messages
      WHERE delivered_at IS NULL AND dead_at IS NULL AND topic = ANY(${topics}::text[])
        AND available_at <= ${now.toISOString()}::timestamptz
      ORDER BY available_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, org_id AS "orgId", topic, payload, attempts, created_at AS "createdAt"`;
}

async function deliver(
  message: ClaimedMessage,
  handlers: ReadonlyMap<string, OutboxHandler>,
  now: () => Date,
): Promise<boolean> {
  try {
    await handlers.get(message.topic)?.(message, now());
    // Erased in the meantime, perhaps: then there is nothing to note.
    await systemDb().outboxMessage.updateMany({
      where: { id: message.id },
      data: { deliveredAt: now(), lastError: null },
    });
    return true;
  } catch (thrown) {
    await noteFailure(message, thrown, now());
    return false;
  }
}

async function noteFailure(message: ClaimedMessage, thrown: unknown, now: Date): Promise<void> {
  const { id, orgId, topic, attempts } = message;
  const isDead = attempts >= OUTBOX_TRIES_MAX;
  log[isDead ? "error" : "warn"]("a message was not delivered", {
    orgId,
    topic,
    attempt: attempts,
    ...errorFields(thrown),
  });
  const lastError = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, ERROR_LENGTH_MAX);
  const availableAt = new Date(now.getTime() + retryDelayMs(attempts, DELAYS));
  await systemDb().outboxMessage.updateMany({
    where: { id },
    data: { lastError, availableAt, ...(isDead ? { deadAt: now } : {}) },
  });
}
