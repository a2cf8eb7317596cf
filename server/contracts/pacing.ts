import { z } from "zod";

export const PacingInput = z.object({ routeId: z.string().max(64) });
export type PacingInput = z.infer<typeof PacingInput>;

/**
 * `steering`: the price of quality is moved until the mean meets the target. `free`: the best models cost less than the
 * target. `exhausted`: nothing cheaper is left to be chosen.
 */
export const PACING_STATES = ["steering", "free", "exhausted"] as const;
export const PacingStateSchema = z.enum(PACING_STATES);
export type PacingState = z.infer<typeof PacingStateSchema>;

const Spent = z.object({
  requests: z.int(),
  /** Null where no request has been priced. */
  meanMicroUsd: z.number().nullable(),
});

/** How a route's mean cost is steered; null where it has no target, or does not learn. */
export const PacingView = z
  .object({
    targetMicroUsd: z.int(),
    state: PacingStateSchema,
    /** What a dollar a request weighs, in NPS/10. */
    lambda: z.number(),
    startedAt: z.date(),
    sinceStart: Spent,
    lastWeek: Spent,
  })
  .nullable();
export type PacingView = z.infer<typeof PacingView>;
