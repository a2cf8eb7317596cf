import { z } from "zod";
import { JudgementSchema } from "./judge";
import { RatingSchema } from "./ratings";

export const CHECK_NAMES = [
  "empty",
  "truncated",
  "refusal",
  "format",
  "code",
  "language",
  "loops",
  "sources",
] as const;
export const CheckNameSchema = z.enum(CHECK_NAMES);
export type CheckName = z.infer<typeof CheckNameSchema>;

/** What one check says of an answer: 1 = nothing wrong, 0 = as bad as can be. */
export const CheckResultSchema = z.object({
  name: CheckNameSchema,
  /** Of the check: another version may say something else of the same answer. */
  version: z.int().positive(),
  score: z.number().min(0).max(1),
  /** Why, in words that quote nothing of the conversation. */
  note: z.string().nullable(),
});
export type CheckResult = z.infer<typeof CheckResultSchema>;

export const GetVerdictsInput = z.object({ requestId: z.string().max(64) });

/** Everything that is thought of one answer. */
export const VerdictsSchema = z.object({
  /** Null where nothing was looked at: not yet, or because the conversation is not stored. */
  checks: z.array(CheckResultSchema).nullable(),
  /** The newest first: one for each rubric it was judged by. */
  judgements: z.array(JudgementSchema),
  /** Of the organisation's own people, the newest first. */
  ratings: z.array(RatingSchema),
  /** Under which id the reader rates. */
  raterId: z.string(),
});
export type Verdicts = z.infer<typeof VerdictsSchema>;
