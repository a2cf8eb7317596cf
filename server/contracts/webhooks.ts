import { z } from "zod";

interface EventType {
  type: string;
  label: string;
}

/** What a webhook can be told, in the order of its form. They are topics of the outbox. */
export const WEBHOOK_EVENTS = [
  { type: "nps.created", label: "An end user answered" },
  { type: "nps.detractor", label: "An end user gave 6 or less" },
  { type: "route.rolled_back", label: "A route went back to its earlier model, or a canary was taken back" },
  { type: "route.promoted", label: "A variant took over a route, or a model was promoted" },
  { type: "model.changed", label: "End users began to like a model less, or more" },
  { type: "budget.threshold", label: "A budget reached 80 or 100 %" },
  { type: "evaluation.completed", label: "An evaluation is done" },
  { type: "firewall.blocked", label: "The firewall stopped requests, once a minute at most" },
  { type: "price.missing", label: "A model without a known price was used" },
] as const satisfies readonly EventType[];

export const WEBHOOK_EVENT_TYPES = WEBHOOK_EVENTS.map(({ type }) => type);
export const WebhookEventTypeSchema = z.enum(WEBHOOK_EVENT_TYPES);

/** Sent by hand from the console to try an endpoint. */
export const WEBHOOK_TEST_TYPE = "webhook.test";

export const WEBHOOK_ENDPOINTS_MAX = 20;
/** For so long the secret before the last rotation signs as well. */
export const WEBHOOK_OVERLAP_HOURS = 24;
export const WEBHOOK_FAILING_DAYS_MAX = 5;
export const WEBHOOK_LOG_DAYS = 30;

const Url = z.url("Enter an address, like https://example.com/floopy.").max(500, "At most 500 characters.");
const Description = z.string().trim().max(120, "At most 120 characters.");
const EventTypes = z
  .array(WebhookEventTypeSchema)
  .min(1, "Choose at least one event.")
  .transform((types) => [...new Set(types)]);
const EndpointId = z.string().max(64);

export const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()),
  /** Of the secret. */
  lastFour: z.string(),
  /** Until then the secret before the last rotation signs as well. */
  previousUntil: z.date().nullable(),
  status: z.enum(["active", "failing", "off", "given_up"]),
  disabledAt: z.date().nullable(),
  failingSince: z.date().nullable(),
  createdAt: z.date(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const ListWebhooksOutput = z.object({ items: z.array(WebhookEndpoint) });
export type ListWebhooksOutput = z.infer<typeof ListWebhooksOutput>;

export const CreateWebhookInput = z.object({
  url: Url,
  description: Description.default(""),
  eventTypes: EventTypes,
});
export type CreateWebhookInput = z.input<typeof CreateWebhookInput>;

/** The only answers that carry the secret. */
export const WebhookWithSecret = z.object({ endpoint: WebhookEndpoint, secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const UpdateWebhookInput = z.object({
  endpointId: EndpointId,
  url: Url.optional(),
  description: Description.optional(),
  eventTypes: EventTypes.optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateWebhookInput = z.input<typeof UpdateWebhookInput>;

export const WebhookEndpointInput = z.object({ endpointId: EndpointId });
export type WebhookEndpointInput = z.infer<typeof WebhookEndpointInput>;

export const WebhookTry = z.object({
  at: z.coerce.date(),
  durationMs: z.number(),
  /** The answer's, or null when none came. */
  status: z.int().nullable(),
  error: z.string().nullable(),
});
export type WebhookTry = z.infer<typeof WebhookTry>;

export const WebhookDelivery = z.object({
  id: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  state: z.enum(["waiting", "retrying", "delivered", "failed"]),
  attempts: z.int().nonnegative(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  deliveredAt: z.date().nullable(),
  nextAttemptAt: z.date().nullable(),
  tries: z.array(WebhookTry),
  /** As it is sent. */
  body: z.string(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const ListDeliveriesInput = WebhookEndpointInput.extend({
  cursor: z.string().max(512).nullish(),
  limit: z.int().min(1).max(100).default(25),
});
export type ListDeliveriesInput = z.input<typeof ListDeliveriesInput>;

export const DeliveryPage = z.object({ items: z.array(WebhookDelivery), nextCursor: z.string().nullable() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const RedeliverInput = z.object({ deliveryId: z.string().max(64) });
export type RedeliverInput = z.infer<typeof RedeliverInput>;
