import { z } from "zod";

const BODY_BYTES_MAX = 20 * 1024;
const Data = z.record(z.string(), z.unknown());

export interface WebhookEvent {
  eventType: string;
  occurredAt: Date;
  payload: unknown;
}

/** The body of a call. The same event gives the same bytes at every try. */
export function webhookBody({ eventType, occurredAt, payload }: WebhookEvent): string {
  const write = (data: unknown): string =>
    JSON.stringify({ type: eventType, timestamp: occurredAt.toISOString(), data });
  const body = write(payload);
  if (Buffer.byteLength(body) <= BODY_BYTES_MAX) return body;
  const { id } = Data.catch({}).parse(payload);
  return write({ ...(typeof id === "string" ? { id: id.slice(0, 200) } : {}), truncated: true });
}
