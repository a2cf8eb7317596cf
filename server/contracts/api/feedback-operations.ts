import { z } from "zod";
import {
  CreateTokenBody,
  CreateTokenOutput,
  DecideBody,
  DecideOutput,
  EventBody,
  EventOutput,
  SnoozeBody,
  SnoozeOutput,
  SubmitFeedbackBody,
  SubmitFeedbackOutput,
  SubmitNpsBody,
  SubmitNpsOutput,
} from "../feedback";
import { SURVEY_POSITIONS, SURVEY_THEMES } from "../feedback-settings";
import { SURVEY_LOCALES } from "../survey-wording";
import type { OperationTable } from "./operation";

const Locale = z.enum(SURVEY_LOCALES);
const Direction = z.enum(["ltr", "rtl"]);

const WordingView = z.strictObject({
  question: z.string(),
  low: z.string(),
  high: z.string(),
  reason: z.string(),
  privacy: z.string(),
  send: z.string(),
  skip: z.string(),
  later: z.string(),
  close: z.string(),
  thanks: z.string(),
  direction: Direction,
});

export const SurveyConfigView = z.strictObject({
  survey: z.string(),
  enabled: z.boolean(),
  locale: Locale.describe("The language that fits the page best."),
  direction: Direction,
  locales: z.array(Locale),
  wording: z.record(z.string(), WordingView).describe("By language: the one asked for, or all."),
  comment_step: z.boolean(),
  theme: z.strictObject({
    mode: z.enum(SURVEY_THEMES),
    accent: z.string(),
    position: z.enum(SURVEY_POSITIONS),
  }),
  throttle: z.strictObject({
    min_turns: z.int(),
    idle_seconds: z.int(),
    ask_every_days: z.int(),
    answer_every_days: z.int(),
    snooze_days: z.int(),
  }),
});
export type SurveyConfigView = z.infer<typeof SurveyConfigView>;

const json = (text: string, schema: z.ZodType, status = 200) => ({ status, text, bodies: [{ schema }] });
const BAD_BODY = ["invalid_request", "invalid_field", "body_too_large", "unsupported_media_type"] as const;
const ONCE = ["idempotency_conflict"] as const;
const KEY = {
  name: "key",
  text: "A publishable key, where no header can be set: a beacon, or a script without a preflight.",
};

export const FEEDBACK_OPERATIONS: OperationTable = {
  "POST /v1/feedback": {
    id: "submitFeedback",
    tag: "Feedback",
    summary: "Say how good an answer or a session was",
    text: "Never metered. Without session_id: the key’s latest session. A session that is not known yet is waited for, 24 hours long. Of one session, user and kind the latest counts.",
    auth: "feedback",
    takesIdempotencyKey: true,
    body: { schema: SubmitFeedbackBody },
    answer: json("It is stored.", SubmitFeedbackOutput),
    errors: [...BAD_BODY, ...ONCE, "not_found"],
  },
  "POST /v1/nps": {
    id: "submitNps",
    tag: "Feedback",
    summary: "An end user’s answer to the widget",
    text: "Also as text/plain from sendBeacon. With a token it counts in full; without one a quarter. It may be changed for ten minutes by whoever gave it.",
    auth: "publishable",
    query: [KEY],
    takesIdempotencyKey: true,
    body: { schema: SubmitNpsBody },
    answer: json("It is stored.", SubmitNpsOutput, 202),
    errors: [...BAD_BODY, ...ONCE, "origin_not_allowed", "already_answered"],
  },
  "POST /v1/nps/decide": {
    id: "decideNps",
    tag: "Feedback",
    summary: "May this user be asked now?",
    text: "Throttles, minimum turns and sampling are the project’s. That somebody is asked is recorded, with the probability of it.",
    auth: "either",
    query: [KEY],
    takesIdempotencyKey: true,
    body: { schema: DecideBody },
    answer: json("Whether, and why.", DecideOutput),
    errors: [...BAD_BODY, ...ONCE, "origin_not_allowed"],
  },
  "POST /v1/nps/snooze": {
    id: "snoozeNps",
    tag: "Feedback",
    summary: "This user would rather be asked later",
    text: "For an ask that decide has allowed. It then holds the user for the project’s days of snooze, on all devices, instead of the days between two asks.",
    auth: "publishable",
    query: [KEY],
    takesIdempotencyKey: true,
    body: { schema: SnoozeBody },
    answer: json("From when on the user may be asked again.", SnoozeOutput),
    errors: [...BAD_BODY, ...ONCE, "origin_not_allowed", "not_found"],
  },
  "GET /v1/nps/config": {
    id: "getNpsConfig",
    tag: "Feedback",
    summary: "Theme, wording and throttle of the widget",
    text: "May be cached for 60 seconds.",
    auth: "either",
    query: [KEY, { name: "locale", text: "A language tag such as pt-BR; all languages when left out." }],
    answer: json("The project’s settings.", SurveyConfigView),
    errors: ["origin_not_allowed"],
  },
  "POST /v1/sessions/token": {
    id: "createSessionToken",
    tag: "Feedback",
    summary: "A token that binds a browser to one session",
    text: "For your server to hand to the page. The session may still be to come.",
    auth: "feedback",
    takesIdempotencyKey: true,
    body: { schema: CreateTokenBody },
    answer: json("The token, and until when it holds.", CreateTokenOutput, 201),
    errors: [...BAD_BODY, ...ONCE],
  },
  "POST /v1/events": {
    id: "recordEvent",
    tag: "Feedback",
    summary: "What an end user did with an answer",
    text: "The same thing done again in a session is counted, and teaches once.",
    auth: "either",
    query: [KEY],
    takesIdempotencyKey: true,
    body: { schema: EventBody },
    answer: json("It is stored.", EventOutput, 202),
    errors: [...BAD_BODY, ...ONCE, "origin_not_allowed"],
  },
};
