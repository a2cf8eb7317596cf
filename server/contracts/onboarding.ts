import { z } from "zod";

/** What the first-run checklist watches; all of it read from the organisation's real data. */
export const OnboardingOutput = z.object({
  apiKeyCount: z.number().int(),
  providerCount: z.number().int(),
  firstRequest: z.object({ id: z.string(), createdAt: z.date(), isSandbox: z.boolean() }).nullable(),
  /** There are requests from before the organisation: a demonstration’s, which a script has made. */
  hasInventedPast: z.boolean(),
  feedbackCount: z.number().int(),
  memberCount: z.number().int(),
});
export type OnboardingOutput = z.infer<typeof OnboardingOutput>;
