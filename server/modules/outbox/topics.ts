import { WEBHOOK_EVENT_TYPES } from "@/server/contracts/webhooks";
import { MAIL_TOPIC } from "./queue-mail";

const HANDLED = new Set<string>([MAIL_TOPIC, ...WEBHOOK_EVENT_TYPES]);

/** Whether the worker delivers messages of the topic; it has a handler for exactly these. */
export function isHandled(topic: string): boolean {
  return HANDLED.has(topic);
}
