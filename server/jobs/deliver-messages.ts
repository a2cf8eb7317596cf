import { WEBHOOK_EVENT_TYPES } from "@/server/contracts/webhooks";
import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { deliverMail, deliverOutbox, MAIL_TOPIC, type OutboxHandler } from "@/server/modules/outbox";
import { deliverWebhooks, fanOut } from "@/server/modules/webhooks";

/** Who deals with which topic of the outbox. */
const HANDLERS: ReadonlyMap<string, OutboxHandler> = new Map([
  [MAIL_TOPIC, deliverMail],
  ...WEBHOOK_EVENT_TYPES.map((type): [string, OutboxHandler] => [type, fanOut]),
]);

/** Mails that were queued, and events on their way to customers' endpoints. */
export async function deliverMessages(): Promise<void> {
  try {
    await deliverOutbox(HANDLERS, () => systemClock.now());
  } catch (thrown) {
    log.error("the outbox was not delivered", errorFields(thrown));
  }
}

/** Of its own, so that endpoints that are slow to answer hold up no mail. */
export async function callWebhooks(): Promise<void> {
  try {
    await deliverWebhooks(() => systemClock.now());
  } catch (thrown) {
    log.error("webhooks were not called", errorFields(thrown));
  }
}
