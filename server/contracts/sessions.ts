import { z } from "zod";
import { instant } from "./decisions";
import { EVENT_TYPES, FeedbackKindSchema, ProofSchema } from "./feedback";
import { RANGE_PRESET_IDS, RequestStatusSchema } from "./requests";

const count = z.int().nonnegative();

/** What an end user said of a session. */
export const SessionNps = z.object({
  score: z.int(),
  comment: z.string().nullable(),
  answered_at: z.string(),
});
export type SessionNps = z.infer<typeof SessionNps>;

/** The share of a session's score that each model earns. */
export const SessionCredit = z.array(
  z.object({ provider: z.string().nullable(), model: z.string(), share: z.number() }),
);
export type SessionCredit = z.infer<typeof SessionCredit>;

export const SessionSummary = z.object({
  session_id: z.string(),
  project_id: z.string(),
  end_user_id: z.string().nullable(),
  /** The rule that named it. */
  source: z.string(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  turn_count: count,
  cost_micro_usd: count,
  /** Models that answered in it, the most used first. */
  models: z.array(z.string()),
  nps: SessionNps.nullable(),
});
export type SessionSummary = z.infer<typeof SessionSummary>;

export const SessionPage = z.object({
  items: z.array(SessionSummary),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type SessionPage = z.infer<typeof SessionPage>;

const text = z.string().trim().min(1).max(256);
const choices = z.array(text).min(1).max(50);

export const ListSessionsInput = z.object({
  /** Part of a session id or an end user's id. */
  search: text.optional(),
  /** By when the latest request was. */
  range: z.enum(RANGE_PRESET_IDS).optional(),
  from: instant.optional(),
  to: instant.optional(),
  project_id: choices.optional(),
  /** One of its requests went over the route. */
  route_id: choices.optional(),
  /** One of its requests was answered by the model, alone or as `provider/model`. */
  model: choices.optional(),
  end_user_id: text.optional(),
  /** Whether its user gave an NPS answer. */
  scored: z.enum(["true", "false"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});
export type ListSessionsInput = z.input<typeof ListSessionsInput>;

/** The query of `GET /v1/sessions`: a key is confined to its project, and callers name times, not spans that move. */
export const SessionQuery = ListSessionsInput.omit({ project_id: true, range: true });

export const GetSessionInput = z.object({
  sessionId: z.string().min(1).max(128),
  /** Where two projects have a session of this name. */
  projectId: z.string().max(64).optional(),
});
export type GetSessionInput = z.infer<typeof GetSessionInput>;

export const SESSION_TURNS_MAX = 200;

export const SESSION_FEEDBACK_MAX = 100;

export const SessionTurn = z.object({
  request_id: z.string(),
  created_at: z.string(),
  endpoint: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: RequestStatusSchema,
  error_code: z.string().nullable(),
  latency_ms: z.int(),
  cost_micro_usd: z.int().nullable(),
  is_sandbox: z.boolean(),
  /** What the user could read of the answer, where it was counted. */
  visible_tokens: z.int().nullable(),
  /** Its share of the session's score; 0 where no model earned anything. */
  credit_share: z.number(),
  storage_mode: z.string(),
  /** Why there is a body or not: the project's setting, the plan's retention, or more text than one view holds. */
  body_state: z.enum(["stored", "not_stored", "expired", "left_out"]),
  /** As far as the storage mode and the plan's retention allow. */
  body: z
    .object({
      request: z.string().nullable(),
      response: z.string().nullable(),
      is_truncated: z.boolean(),
      is_redacted: z.boolean(),
    })
    .nullable(),
});
export type SessionTurn = z.infer<typeof SessionTurn>;

/** What was said of a session or one of its requests besides the score. */
export const SessionFeedback = z.object({
  id: z.string(),
  kind: FeedbackKindSchema,
  request_id: z.string().nullable(),
  score: z.int().nullable(),
  is_useful: z.boolean().nullable(),
  metric: z.string().nullable(),
  value: z.number().nullable(),
  comment: z.string().nullable(),
  occurred_at: z.string(),
});
export type SessionFeedback = z.infer<typeof SessionFeedback>;

/** What the end user did with an answer, counted. */
export const SessionEvent = z.object({
  id: z.string(),
  type: z.enum(EVENT_TYPES),
  request_id: z.string().nullable(),
  count: z.int(),
  proof: ProofSchema,
  created_at: z.string(),
});
export type SessionEvent = z.infer<typeof SessionEvent>;

export const SessionDetail = SessionSummary.extend({
  project_name: z.string().nullable(),
  /** The latest ones, the oldest first. */
  turns: z.array(SessionTurn),
  has_earlier_turns: z.boolean(),
  credit: SessionCredit,
  feedback: z.array(SessionFeedback),
  events: z.array(SessionEvent),
});
export type SessionDetail = z.infer<typeof SessionDetail>;
