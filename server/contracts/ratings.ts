import { z } from "zod";

export const RatingSchema = z.object({
  id: z.string(),
  raterId: z.string(),
  raterLabel: z.string(),
  /** 0 to 1. */
  score: z.number().min(0).max(1),
  /** Null where a thumb was given. */
  stars: z.int().min(1).max(5).nullable(),
  note: z.string().nullable(),
  correction: z.string().nullable(),
  ratedAt: z.date(),
});
export type Rating = z.infer<typeof RatingSchema>;

export const RateRequestInput = z.object({
  requestId: z.string().max(64),
  value: z.union([
    z.object({ stars: z.int().min(1).max(5) }).strict(),
    z.object({ isGood: z.boolean() }).strict(),
  ]),
  note: z.string().trim().max(2_000).nullish(),
  /** What the answer should have been. */
  correction: z.string().trim().max(20_000).nullish(),
});
export type RateRequestInput = z.infer<typeof RateRequestInput>;

export const RemoveRatingInput = z.object({ ratingId: z.string().max(64) });

export const NextToRateInput = z.object({
  projectId: z.string().max(64).optional(),
  /** Those that the rater has passed over. */
  passed: z.array(z.string().max(64)).max(50).default([]),
});

/** An answer to rate, without the name of the model: who knows it sees what they expect. */
export const AnswerToRateSchema = z.object({
  requestId: z.string(),
  createdAt: z.date(),
  taskCategory: z.string().nullable(),
  given: z.string(),
  question: z.string(),
  answer: z.string(),
  isSandbox: z.boolean(),
});
export type AnswerToRate = z.infer<typeof AnswerToRateSchema>;

export const NextToRateSchema = z.object({
  next: AnswerToRateSchema.nullable(),
  /** What this person has rated today, and in all. */
  ratedToday: z.int(),
  ratedEver: z.int(),
});
export type NextToRate = z.infer<typeof NextToRateSchema>;
