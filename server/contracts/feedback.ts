import { z } from "zod";

/** Kinds of feedback in the public API; `nps` is kept with the answers of the widget. */
export const FEEDBACK_KINDS = [
  "nps",
  "thumb",
  "rating",
  "correction",
  "demonstration",
  "metric",
  "comment",
] as const;
export const FeedbackKindSchema = z.enum(FEEDBACK_KINDS);
export type FeedbackKind = z.infer<typeof FeedbackKindSchema>;

/** How an answer proves its session, from weakest to strongest. */
export const PROOFS = ["anonymous", "session", "verified", "server"] as const;
export const ProofSchema = z.enum(PROOFS);
export type Proof = z.infer<typeof ProofSchema>;

export const EVENT_TYPES = [
  "regenerate",
  "copy",
  "edit",
  "abandon",
  "rephrase",
  "handoff",
  "accept",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The one survey of a project. */
export const SURVEY = "default";
export const COMMENT_LENGTH_MAX = 2_000;
/** Corrections and demonstrations hold whole answers. */
export const TEXT_LENGTH_MAX = 20_000;
export const TOKEN_SECONDS = { default: 3_600, max: 86_400 } as const;
/** How long an answer may be changed by whoever gave it. */
export const EDIT_WINDOW_MS = 10 * 60_000;
/** How long feedback waits for a session that nobody has heard of. */
export const WAIT_FOR_SESSION_MS = 24 * 3_600_000;

const SESSION_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

const Score = z
  .number("score must be a whole number from 0 to 10.")
  .int("score must be a whole number from 0 to 10.")
  .min(0, "score must be a whole number from 0 to 10.")
  .max(10, "score must be a whole number from 0 to 10.");
const SessionId = z.string().regex(SESSION_ID, "session_id must be 1 to 128 printable ASCII characters.");
const RequestId = z.uuid("request_id must be the x-request-id of an answer.").toLowerCase();
const Plain = z.string().regex(/^[^\p{Cc}\p{Cs}]+$/u, "Only printable characters.");
const UserId = Plain.max(256);
const Time = z.iso.datetime({ offset: true, error: "Times are written as 2026-01-31T12:00:00Z." });
/** What no database takes and no reader sees is left out. */
const text = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters.`)
    .transform((said) => said.replace(/\p{Cs}|[^\P{Cc}\n\t]/gu, "").trim());

/** Kept when it looks like a language tag; a strange one is no reason to refuse an answer. */
const Locale = z
  .string()
  .max(100)
  .transform((tag) => {
    const clean = tag.replaceAll("_", "-");
    return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(clean) ? clean : null;
  });

export const SubmitFeedbackBody = z
  .strictObject({
    score: Score.nullish(),
    useful: z.boolean().nullish(),
    session_id: SessionId.nullish(),
    request_id: RequestId.nullish(),
    comment: text(TEXT_LENGTH_MAX).nullish(),
    user_id: UserId.nullish(),
    kind: FeedbackKindSchema.nullish(),
    metric: Plain.max(100).nullish(),
    value: z.union([z.boolean(), z.number()], "value must be true, false or a number.").nullish(),
    locale: Locale.nullish(),
    occurred_at: Time.nullish(),
  })
  .superRefine((body, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: "custom", path: [path], message, input: body });
    const kind = kindOf(body);
    if (kind === "nps" && body.score == null) refuse("score", "An NPS answer needs a score from 0 to 10.");
    if (kind === "metric" && body.metric == null) refuse("metric", "A value needs the name of its metric.");
    if (kind === "metric" && body.value == null)
      refuse("value", "A metric needs a value: true, false or a number.");
    if (kind === "thumb" && body.useful == null) refuse("useful", "A thumb needs useful: true or false.");
    if (kind === "rating" && body.score == null && body.useful == null)
      refuse("score", "A rating needs a score or useful.");
    const isText = kind === "comment" || kind === "correction" || kind === "demonstration";
    if (isText && !body.comment)
      refuse("comment", "Say something: a score, useful, a metric with its value, or a comment.");
    if (kind !== "correction" && kind !== "demonstration" && (body.comment ?? "").length > COMMENT_LENGTH_MAX)
      refuse("comment", `At most ${COMMENT_LENGTH_MAX} characters.`);
  });
export type SubmitFeedbackBody = z.output<typeof SubmitFeedbackBody>;

interface KindFacts {
  kind?: FeedbackKind | null | undefined;
  score?: number | null | undefined;
  useful?: boolean | null | undefined;
  metric?: string | null | undefined;
  value?: unknown;
}

/** What a body without a kind is about. */
export function kindOf(body: KindFacts): FeedbackKind {
  if (body.kind != null) return body.kind;
  if (body.metric != null || body.value != null) return "metric";
  if (body.score != null) return "nps";
  return body.useful == null ? "comment" : "thumb";
}

export const SubmitFeedbackOutput = z.object({
  duplicate: z.boolean(),
  session_id: z.string().nullable(),
  feedback_id: z.string(),
  decisions_credited: z.int(),
});
export type SubmitFeedbackOutput = z.infer<typeof SubmitFeedbackOutput>;

const Survey = z.literal(SURVEY, `There is one survey, “${SURVEY}”.`).nullish();
const Token = z.string().max(2_048);
const ShowId = z.string().max(64);

export const SubmitNpsBody = z.strictObject({
  survey: Survey,
  session_id: SessionId,
  token: Token.nullish(),
  user: UserId.nullish(),
  score: Score,
  comment: text(COMMENT_LENGTH_MAX).nullish(),
  locale: Locale.nullish(),
  show_id: ShowId.nullish(),
  shown_at: Time.nullish(),
});
export type SubmitNpsBody = z.output<typeof SubmitNpsBody>;

export const SubmitNpsOutput = z.object({ id: z.string(), edit_until: z.string() });
export type SubmitNpsOutput = z.infer<typeof SubmitNpsOutput>;

export const DecideBody = z.strictObject({
  survey: Survey,
  session_id: SessionId,
  token: Token.nullish(),
  user: UserId.nullish(),
  locale: Locale.nullish(),
});
export type DecideBody = z.output<typeof DecideBody>;

/** Why somebody is asked, or is not. */
export const DECIDE_REASONS = [
  "asked",
  "turned_off",
  "unknown_session",
  "too_few_turns",
  "already_asked",
  "already_answered",
  "asked_recently",
  "answered_recently",
  "daily_cap",
  "not_sampled",
] as const;
export type DecideReason = (typeof DECIDE_REASONS)[number];

export const DecideOutput = z.object({
  show: z.boolean(),
  reason: z.enum(DECIDE_REASONS),
  show_id: z.string().optional(),
  propensity: z.number(),
});
export type DecideOutput = z.infer<typeof DecideOutput>;

/** “Later” was pressed on an ask that `decide` allowed. */
export const SnoozeBody = z.strictObject({
  session_id: SessionId,
  token: Token.nullish(),
  user: UserId.nullish(),
  show_id: ShowId,
});
export type SnoozeBody = z.output<typeof SnoozeBody>;

export const SnoozeOutput = z.object({ snoozed_until: z.string() });
export type SnoozeOutput = z.infer<typeof SnoozeOutput>;

export const CreateTokenBody = z.strictObject({
  session_id: SessionId,
  user_id: UserId.nullish(),
  ttl_seconds: z.int().min(60).max(TOKEN_SECONDS.max).nullish(),
});
export type CreateTokenBody = z.output<typeof CreateTokenBody>;

export const CreateTokenOutput = z.object({
  token: z.string(),
  session_id: z.string(),
  expires_at: z.string(),
});
export type CreateTokenOutput = z.infer<typeof CreateTokenOutput>;

export const EventBody = z.strictObject({
  session_id: SessionId,
  request_id: RequestId.nullish(),
  type: z.enum(EVENT_TYPES),
  value: z.union([z.boolean(), z.number().min(0).max(1)], "value must be a number from 0 to 1.").nullish(),
  token: Token.nullish(),
});
export type EventBody = z.output<typeof EventBody>;

export const EventOutput = z.object({ id: z.string(), session_id: z.string() });
export type EventOutput = z.infer<typeof EventOutput>;
