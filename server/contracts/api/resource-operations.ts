import { z } from "zod";
import { Constraints } from "../constraints";
import { DecisionFilters, DecisionPage, DecisionView } from "../decisions";
import { ListSessionsInput, SessionCredit, SessionNps, SessionPage } from "../sessions";
import type { OperationTable } from "./operation";
import { PAGE, queryOf } from "./query-parameters";

const json = (text: string, schema: z.ZodType) => ({ text, bodies: [{ schema }] });

const SessionConversation = z.object({
  session_id: z.string(),
  messages: z.array(z.looseObject({ role: z.string() })).describe("Ready to be sent on with one more."),
  turn_count: z.int(),
  turns: z.array(
    z.object({
      request_id: z.string(),
      created_at: z.string(),
      model: z.string().nullable(),
      provider: z.string().nullable(),
    }),
  ),
  nps: SessionNps.nullable(),
  credit: SessionCredit,
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  request_count: z.int(),
  cost_micro_usd: z.int(),
});

export const RESOURCE_OPERATIONS: OperationTable = {
  "GET /v1/decisions": {
    id: "listDecisions",
    tag: "Decisions",
    summary: "Decisions, newest first",
    text: "Give session_id, request_ids, or both from and to. How far back they go depends on the plan.",
    auth: "read",
    query: queryOf(DecisionFilters, {
      session_id: "Those of one session.",
      from: "From this time or day on.",
      to: "Up to this time or day.",
      request_ids: "Those of these requests, comma separated.",
      routing_strategy: "Those of routes with this strategy.",
      model: "Those that this model won.",
      min_confidence: "At least so sure.",
      max_confidence: "At most so sure.",
      ...PAGE,
    }),
    answer: json("A page of decisions.", DecisionPage),
    errors: ["invalid_request"],
  },
  "GET /v1/decisions/{id}": {
    id: "getDecision",
    tag: "Decisions",
    summary: "Why one request went to its model",
    text: "The explanation is put together from the record’s own numbers; no model writes it.",
    auth: "read",
    path: { id: "The request’s id, from x-request-id." },
    answer: json("The decision.", DecisionView),
    errors: ["invalid_request_id", "not_found"],
  },
  "GET /v1/constraints": {
    id: "getConstraints",
    tag: "Routes",
    summary: "What your organisation allows",
    auth: "read",
    answer: json("All constraints; null is no limit.", Constraints),
    errors: ["plan_required"],
  },
  "PUT /v1/constraints": {
    id: "replaceConstraints",
    tag: "Routes",
    summary: "Replace all constraints",
    text: "What is left out is no limit. Limits of money and rates hold beside those of the console; the others bind routes that choose by themselves. The first model of a route is what others are compared with, and is never left out.",
    auth: "write",
    body: { schema: Constraints },
    answer: json("What holds from now on.", Constraints),
    errors: ["invalid_request", "plan_required"],
  },
  "GET /v1/sessions": {
    id: "listSessions",
    tag: "Sessions",
    summary: "Sessions, the latest first",
    auth: "read",
    query: queryOf(ListSessionsInput.omit({ project_id: true }), {
      search: "Part of a session’s id or an end user’s.",
      ...PAGE,
    }),
    answer: json("A page of sessions.", SessionPage),
    errors: ["invalid_request"],
  },
  "GET /v1/session/{id}": {
    id: "getSession",
    tag: "Sessions",
    summary: "A conversation, ready to go on with",
    auth: "read",
    path: { id: "The session’s id." },
    answer: json("The conversation so far.", SessionConversation),
    errors: ["not_found"],
  },
};
