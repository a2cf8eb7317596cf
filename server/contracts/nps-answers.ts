import { z } from "zod";
import { ProofSchema } from "./feedback";
import { NpsFilters, NpsGroupSchema } from "./nps";

const NOTE_LENGTH_MAX = 500;
export const NPS_PAGE_MAX = 200;

/** One end user's answer, its comment as it was stored: without personal data and secrets. */
export const NpsAnswer = z.object({
  id: z.string(),
  createdAt: z.date(),
  projectId: z.string(),
  sessionId: z.string(),
  endUserId: z.string().nullable(),
  score: z.int(),
  comment: z.string().nullable(),
  locale: z.string().nullable(),
  proof: ProofSchema,
  provider: z.string().nullable(),
  model: z.string().nullable(),
  routeId: z.string().nullable(),
  appVersion: z.string().nullable(),
  isSandbox: z.boolean(),
  isHeld: z.boolean(),
  handledAt: z.date().nullable(),
  /** Who dealt with it, and what they wrote down. */
  handledByLabel: z.string().nullable(),
  handledNote: z.string().nullable(),
});
export type NpsAnswer = z.infer<typeof NpsAnswer>;

export const NpsAnswerPage = z.object({ items: z.array(NpsAnswer), nextCursor: z.string().nullable() });
export type NpsAnswerPage = z.infer<typeof NpsAnswerPage>;

export const NPS_ANSWER_STATES = ["open", "handled"] as const;

export const ListNpsAnswersInput = NpsFilters.extend({
  group: z.array(NpsGroupSchema).min(1).max(3).optional(),
  score: z.int().min(0).max(10).optional(),
  hasComment: z.boolean().optional(),
  state: z.enum(NPS_ANSWER_STATES).optional(),
  /** Those that were one too many from their network, and count nowhere until they are released. */
  isHeld: z.boolean().default(false),
  cursor: z.string().max(512).nullish(),
  limit: z.int().min(1).max(NPS_PAGE_MAX).default(50),
});
export type ListNpsAnswersInput = z.input<typeof ListNpsAnswersInput>;

export const HandleNpsAnswerInput = z.object({
  answerId: z.string().max(64),
  /** False opens it again. */
  isHandled: z.boolean(),
  note: z.string().trim().max(NOTE_LENGTH_MAX, `At most ${NOTE_LENGTH_MAX} characters.`).optional(),
});
export type HandleNpsAnswerInput = z.infer<typeof HandleNpsAnswerInput>;

export const ReleaseNpsAnswerInput = z.object({ answerId: z.string().max(64) });
export type ReleaseNpsAnswerInput = z.infer<typeof ReleaseNpsAnswerInput>;

export const ReleaseNpsAnswerOutput = z.object({ id: z.string(), decisionsCredited: z.int() });
export type ReleaseNpsAnswerOutput = z.infer<typeof ReleaseNpsAnswerOutput>;

const Choices = z.array(z.object({ value: z.string(), label: z.string(), count: z.int().nullable() }));

/** What the filters offer: values that occur in the range, with their answers, and the names of routes and projects. */
export const NpsFacets = z.object({
  project: Choices,
  route: Choices,
  model: Choices,
  locale: Choices,
  appVersion: Choices,
});
export type NpsFacets = z.infer<typeof NpsFacets>;

const count = z.int().nonnegative();

/** How many of those who were asked have answered, by range and project alone. */
export const NpsResponseRate = z.object({ asked: count, answered: count, unasked: count });
export type NpsResponseRate = z.infer<typeof NpsResponseRate>;
