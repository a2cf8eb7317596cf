import { WEBHOOK_FAILING_DAYS_MAX, WEBHOOK_TEST_TYPE, WebhookTry } from "@/server/contracts/webhooks";
import type { WebhookDelivery, WebhookEndpoint } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { WebhookAnswer } from "@/server/integrations/webhooks/post-webhook";
import { giveUpEndpoint } from "./give-up-endpoint";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How long to wait after each failed try: a day in all. */
const WAITS_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
  10 * HOUR_MS,
] as const;
const TRIES_KEPT = 12;
const GONE = 410;

type Delivery = WebhookDelivery & { endpoint: WebhookEndpoint };

/** Writes down how a call went, and when it is tried again. True when the endpoint took it. */
export async function noteAnswer(delivery: Delivery, answer: WebhookAnswer, now: Date): Promise<boolean> {
  const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300;
  await withTenant(delivery, async (tx) => {
    // Before the delivery, as deleting an endpoint locks them: two that wait for each other would both be lost.
    await tx.$queryRaw`select 1 from webhook_endpoints where id = ${delivery.endpointId} for no key update`;
    await noteTry(tx, delivery, { answer, isTaken, now });
    await noteHealth(tx, delivery, { isTaken, isGone: answer.status === GONE, now });
  });
  return isTaken;
}

/** Who asked meanwhile to have it sent again, or claimed it anew, has the word on when. */
async function noteTry(
  tx: Tx,
  delivery: Delivery,
  { answer, isTaken, now }: { answer: WebhookAnswer; isTaken: boolean; now: Date },
): Promise<void> {
  const where = { id: delivery.id, orgId: delivery.orgId };
  const told = {
    lastStatus: answer.status,
    lastError: isTaken ? null : (answer.error ?? `The answer was ${answer.status}.`),
    tries: [...readTries(delivery.tries), { at: now.toISOString(), ...answer }].slice(-TRIES_KEPT),
  };
  const schedule = isTaken
    ? { nextAttemptAt: null, deliveredAt: now }
    : { nextAttemptAt: nextAttempt(delivery, now) };
  const { attempts, nextAttemptAt } = delivery;
  const { count } = await tx.webhookDelivery.updateMany({
    where: { ...where, attempts, nextAttemptAt },
    data: { ...told, ...schedule },
  });
  if (count === 0) await tx.webhookDelivery.updateMany({ where, data: told });
}

export function readTries(stored: unknown) {
  return WebhookTry.array()
    .catch([])
    .parse(stored)
    .map((each) => ({ ...each, at: each.at.toISOString() }));
}

/** A try by hand is not repeated. */
function nextAttempt({ attempts, eventType }: Delivery, now: Date): Date | null {
  const waitMs = eventType === WEBHOOK_TEST_TYPE ? undefined : WAITS_MS[attempts - 1];
  if (waitMs === undefined) return null;
  return new Date(now.getTime() + Math.round(waitMs * (0.8 + 0.4 * Math.random())));
}

interface Outcome {
  isTaken: boolean;
  isGone: boolean;
  now: Date;
}

async function noteHealth(tx: Tx, { endpoint, eventType }: Delivery, outcome: Outcome): Promise<void> {
  const { isTaken, isGone, now } = outcome;
  const where = { id: endpoint.id, orgId: endpoint.orgId };
  if (isTaken) {
    await tx.webhookEndpoint.updateMany({
      where: { ...where, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return;
  }
  if (eventType === WEBHOOK_TEST_TYPE) return;
  const since = endpoint.failingSince ?? now;
  await tx.webhookEndpoint.updateMany({
    where: { ...where, failingSince: null },
    data: { failingSince: since },
  });
  const isTooLong = now.getTime() - since.getTime() >= WEBHOOK_FAILING_DAYS_MAX * DAY_MS;
  if (isGone || isTooLong) await giveUpEndpoint(tx, endpoint, isGone ? "gone" : "failing", now);
}
