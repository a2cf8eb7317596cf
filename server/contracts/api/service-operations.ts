import { z } from "zod";
import { ROUTING_STRATEGIES } from "../routes";
import { UsageView } from "../usage";
import type { OperationTable } from "./operation";

const price = z
  .int()
  .nonnegative()
  .nullable()
  .describe("Micro-USD for a million tokens; null when not known.");
const count = z.int().nullable();

const ModelFacts = z.strictObject({
  kind: z.enum(["chat", "embedding"]),
  name: z.string(),
  context_window: count,
  max_output_tokens: count,
  input_micro_usd_per_mtok: price,
  cached_input_micro_usd_per_mtok: price,
  cache_write_micro_usd_per_mtok: price,
  output_micro_usd_per_mtok: price,
  price_tiers: z
    .array(
      z.strictObject({
        above_prompt_tokens: z.int(),
        input_micro_usd_per_mtok: price,
        output_micro_usd_per_mtok: price,
      }),
    )
    .nullable()
    .describe("Other prices for longer prompts; null where length does not matter."),
  capabilities: z
    .strictObject({
      tools: z.boolean(),
      vision: z.boolean(),
      structured_output: z.boolean(),
      reasoning: z.boolean(),
      caching: z.boolean(),
      audio: z.boolean(),
      streaming: z.boolean(),
    })
    .nullable()
    .describe("null when not known."),
  is_sandbox: z.boolean(),
});
const RouteFacts = z.strictObject({ kind: z.literal("route"), strategy: z.enum(ROUTING_STRATEGIES) });

export const ModelView = z.strictObject({
  id: z.string().describe("What a request may put into model."),
  object: z.literal("model"),
  created: z.int(),
  owned_by: z.string().describe("The provider; floopy for a route."),
  floopy: z.union([ModelFacts, RouteFacts]),
});
export const ModelListView = z.strictObject({ object: z.literal("list"), data: z.array(ModelView) });

export const PinBody = z.strictObject({
  model: z.string().trim().min(1).max(265).describe("One of the route’s models, as provider/model."),
});
export const PinnedRouteView = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  strategy: z.enum(ROUTING_STRATEGIES),
  pinned: z.strictObject({ provider: z.string(), model: z.string() }).nullable(),
});

export const HealthView = z.strictObject({ status: z.literal("ok") });
export const ReadyView = z.strictObject({
  status: z.enum(["ready", "not_ready"]),
  checks: z.record(z.string(), z.boolean()),
});

const ROUTE_ID = { id: "The route’s id, rt_…" };
const json = (text: string, schema: z.ZodType) => ({ text, bodies: [{ schema }] });

export const SERVICE_OPERATIONS: OperationTable = {
  "GET /v1/models": {
    id: "listModels",
    tag: "Models",
    summary: "What this key may call",
    text: "Routes first, then models, with price, context window and capabilities.",
    auth: "read",
    answer: json("All of them; there are no pages.", ModelListView),
  },
  "GET /v1/models/{id}": {
    id: "getModel",
    tag: "Models",
    summary: "One model or route",
    auth: "read",
    path: { id: "provider/model, its bare name, auto or route:<slug>. A slash may stand as it is." },
    answer: json("The model.", ModelView),
    errors: ["model_not_found"],
  },
  "POST /v1/routes/{id}/pin": {
    id: "pinRoute",
    tag: "Routes",
    summary: "Put a route on one model",
    text: "Takes effect within seconds, whatever the route’s strategy: the way back when something goes wrong.",
    auth: "write",
    path: ROUTE_ID,
    body: { schema: PinBody },
    answer: json("The route.", PinnedRouteView),
    errors: ["invalid_request", "not_found", "body_too_large"],
  },
  "POST /v1/routes/{id}/unpin": {
    id: "unpinRoute",
    tag: "Routes",
    summary: "Let a route choose again",
    auth: "write",
    path: ROUTE_ID,
    answer: json("The route.", PinnedRouteView),
    errors: ["invalid_request", "not_found", "body_too_large"],
  },
  "GET /v1/usage": {
    id: "getUsage",
    tag: "Account",
    summary: "What this month has used, and what is left",
    text: "Of the calling key, its project and its organisation; the month is UTC’s.",
    auth: "read",
    answer: json("The current month.", UsageView),
  },
  "GET /v1/health": {
    id: "getHealth",
    tag: "Service",
    summary: "Whether the process is alive",
    auth: "none",
    answer: json("It is.", HealthView),
  },
  "GET /v1/ready": {
    id: "getReady",
    tag: "Service",
    summary: "Whether the process can serve",
    text: "503, with the same body, while the database is away or the process is ending.",
    auth: "none",
    answer: json("It can.", ReadyView),
  },
  "GET /v1/openapi.json": {
    id: "getOpenApi",
    tag: "Service",
    summary: "This document",
    auth: "none",
    answer: json("OpenAPI 3.1.", z.looseObject({ openapi: z.literal("3.1.1") })),
  },
};
