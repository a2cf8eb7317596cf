import { z } from "zod";
import { Constraints } from "../constraints";
import { ExportDecisionsInput, ExportedDecision, ExportTrailer } from "../decision-export";
import { DecisionPage, DecisionQuery, DecisionView } from "../decisions";
import { FlatRequest, RoutingExplanation, WrappedRequest } from "../routing-explain";
import { SessionCredit, SessionNps, SessionPage, SessionQuery } from "../sessions";
import { VerificationInput, VerificationView } from "../verification";
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
    query: queryOf(DecisionQuery, {
      session_id: "Those of one session.",
      from: "From this time or day on.",
      to: "Up to this time or day.",
      request_ids: "Those of these requests, comma separated.",
      route_id: "Those of these routes, comma separated.",
      experiment_id: "Those of one experiment.",
      routing_strategy: "Those of routes with this strategy.",
      phase: "Those made in this phase: day0, auto or nps.",
      selection: "Those whose winner won for this reason, as in floopy-routing-reason.",
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
  "POST /v1/routing/explain": {
    id: "explainRouting",
    tag: "Decisions",
    summary: "Where a request would go, and why",
    text:
      "A dry run of at most 64 KiB: no provider is called and nothing is stored. Send a chat request, or request and headers " +
      "where headers matter. A route that learns draws by session, so the answer for one session is always the same and " +
      "propensity says how likely it was.",
    auth: "write",
    body: { schema: z.union([FlatRequest, WrappedRequest]) },
    answer: json("What a real request would get.", RoutingExplanation),
    errors: ["invalid_request", "plan_required", "model_not_found", "model_not_allowed", "body_too_large"],
  },
  "GET /v1/export/decisions": {
    id: "exportDecisions",
    tag: "Decisions",
    summary: "All decisions of a range, as a stream",
    text:
      "Oldest first. The last line is a trailer with the number of rows and the SHA-256 of all bytes before it; in CSV it " +
      "begins with “# ”. Without a trailer the export is not whole. Floopy-Aggregation-Notice is there when what other " +
      "organisations taught had a part in any row.",
    auth: "read",
    query: queryOf(ExportDecisionsInput, {
      from: "From this time or day on.",
      to: "Up to this time or day.",
      format: "jsonl or csv.",
    }).map((parameter) => ({ ...parameter, isRequired: parameter.name !== "format" })),
    answer: {
      text: "One decision a line, then the trailer.",
      bodies: [
        { type: "application/x-ndjson", schema: z.union([ExportedDecision, ExportTrailer]) },
        { type: "text/csv", schema: z.string() },
      ],
    },
    errors: ["invalid_request", "plan_required"],
  },
  "GET /v1/optimization/verification": {
    id: "verifyOptimization",
    tag: "Decisions",
    summary: "Whether a route’s own choices are worth it",
    text:
      "Compares what the route chose by itself with its first model, on sessions that could have got either, each counted by " +
      "how unlikely its side was. Verified means better beyond doubt, or cheaper and not noticeably worse.",
    auth: "read",
    query: queryOf(VerificationInput, { route_id: "The route’s id.", window: "24h, 7d or 30d." }),
    answer: json("Both sides, and what can be said of them.", VerificationView),
    errors: ["invalid_request", "not_found"],
  },
  "GET /v1/sessions": {
    id: "listSessions",
    tag: "Sessions",
    summary: "Sessions, the latest first",
    auth: "read",
    query: queryOf(SessionQuery, {
      search: "Part of a session’s id or an end user’s.",
      from: "Whose latest request was at or after this time or day.",
      to: "Whose latest request was at or before this time or day.",
      route_id: "With a request over one of these routes, comma separated.",
      model: "With an answer of one of these models, comma separated, alone or as provider/model.",
      end_user_id: "Those of one end user.",
      scored: "true for those with an NPS answer, false for those without.",
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
