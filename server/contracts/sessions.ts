import { z } from "zod";
import { RequestStatusSchema } from "./requests";

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

export const ListSessionsInput = z.object({
  /** Part of a session id or an end user's id. */
  search: z.string().trim().min(1).max(256).optional(),
  project_id: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});
export type ListSessionsInput = z.input<typeof ListSessionsInput>;

export const GetSessionInput = z.object({
  sessionId: z.string().min(1).max(128),
  /** Where two projects have a session of this name. */
  projectId: z.string().max(64).optional(),
});
export type GetSessionInput = z.infer<typeof GetSessionInput>;

export const SESSION_TURNS_MAX = 200;

export const SessionTurn = z.object({
  request_id: z.string(),
  created_at: z.string(),
  endpoint: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: RequestStatusSchema,
  latency_ms: z.int(),
  cost_micro_usd: z.int().nullable(),
  is_sandbox: z.boolean(),
  /** What the user could read of the answer, where it was counted. */
  visible_tokens: z.int().nullable(),
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

export const SessionDetail = SessionSummary.extend({
  /** The latest ones, the oldest first. */
  turns: z.array(SessionTurn),
  has_earlier_turns: z.boolean(),
  credit: SessionCredit,
});
export type SessionDetail = z.infer<typeof SessionDetail>;
