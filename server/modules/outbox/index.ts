export { deliverMail } from "./deliver-mail";
export { type ClaimedMessage, deliverOutbox, type OutboxHandler } from "./deliver-outbox";
export { forgetOldMessages } from "./forget-old-messages";
export { MAIL_TOPIC, queuedMail, queueMail } from "./queue-mail";
