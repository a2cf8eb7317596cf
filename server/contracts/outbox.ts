import { z } from "zod";

/** After so many tries the worker gives a message up. */
export const OUTBOX_TRIES_MAX = 12;

/** `unhandled`: nothing knows the topic; the message stays until something does. */
export const OUTBOX_STATES = ["waiting", "retrying", "dead", "unhandled"] as const;

/** A message that is not delivered. What is in it is not shown: it may hold addresses and links. */
export const OutboxItem = z.object({
  id: z.string(),
  topic: z.string(),
  state: z.enum(OUTBOX_STATES),
  attempts: z.int().nonnegative(),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  nextAttemptAt: z.date().nullable(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;

export const ListOutboxOutput = z.object({ items: z.array(OutboxItem) });
export type ListOutboxOutput = z.infer<typeof ListOutboxOutput>;

export const RetryOutboxInput = z.object({ messageId: z.string().max(64) });
export type RetryOutboxInput = z.infer<typeof RetryOutboxInput>;
