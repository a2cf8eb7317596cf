import { z } from "zod";

export const END_USER_ID_LENGTH_MAX = 256;

const Count = z.number().int().min(0);

/** Rows that are gone, by kind. */
export const ErasedCounts = z.object({
  sessions: Count,
  requests: Count,
  request_bodies: Count,
  decisions: Count,
  nps_responses: Count,
  nps_asks: Count,
  feedback: Count,
  events: Count,
  /** Scores taken out of what routes learn from. */
  scores: Count,
  dataset_rows: Count,
  /** What models said to those rows in evaluations. */
  evaluation_results: Count,
  /** What checks said of the requests. */
  checks: Count,
  /** Verdicts of judges, given or still to come. */
  judgements: Count,
  /** Ratings by the customer's own people. */
  ratings: Count,
  /** What people said of what the firewall found. */
  firewall_reviews: Count,
  /** Examples in dry runs of the firewall. */
  dry_run_changes: Count,
  queued_messages: Count,
});
export type ErasedCounts = z.infer<typeof ErasedCounts>;

/** The receipt of an erasure; it names nobody. */
export const ErasureReceipt = z.object({
  id: z.string(),
  object: z.literal("erasure"),
  project_id: z.string(),
  requested_at: z.string(),
  finished_at: z.string(),
  deleted: ErasedCounts,
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

export const EraseEndUserInput = z.object({
  projectId: z.string().max(64),
  endUserId: z.string().min(1).max(END_USER_ID_LENGTH_MAX),
});
export type EraseEndUserInput = z.infer<typeof EraseEndUserInput>;

/** An erasure as the console lists it; without `finishedAt` it was cut off and waits to be repeated. */
export const ErasureView = z.object({
  id: z.string(),
  projectId: z.string(),
  actorLabel: z.string(),
  requestedAt: z.date(),
  finishedAt: z.date().nullable(),
  deleted: ErasedCounts,
});
export type ErasureView = z.infer<typeof ErasureView>;

export const ErasurePage = z.object({ items: z.array(ErasureView) });
export type ErasurePage = z.infer<typeof ErasurePage>;
