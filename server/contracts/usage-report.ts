import { z } from "zod";
import { PlanIdSchema } from "./plans";

const count = z.number();

const Sums = z.object({
  requests: count,
  inputTokens: count,
  outputTokens: count,
  costMicroUsd: count,
  /** Answered requests whose price nobody knows. */
  unpricedRequests: count,
});
export type UsageSums = z.infer<typeof Sums>;

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "Name a month as 2026-11.");

export const UsageReportInput = z.object({
  /** The current one where it is left out. */
  month: Month.optional(),
});
export type UsageReportInput = z.infer<typeof UsageReportInput>;

const Part = Sums.extend({
  /** Project or key id, or `provider/model`; empty for requests that reached no model. */
  id: z.string(),
  name: z.string(),
});
export type UsagePart = z.infer<typeof Part>;

/** What an organisation used in a calendar month (UTC). */
export const UsageReport = z.object({
  month: Month,
  from: z.date(),
  to: z.date(),
  isCurrent: z.boolean(),
  /** First month of which something is known. */
  firstMonth: Month,
  planId: PlanIdSchema,
  isTrial: z.boolean(),
  total: Sums,
  /** Those that count towards the quota: not what was used before the plan began. */
  requestsCounted: count,
  /** Calls of the judge; they are among the requests and their cost. */
  judge: z.object({ calls: count, costMicroUsd: count }),
  /** Null: as many as you like. */
  requestsQuota: count.nullable(),
  requestsHardStop: count.nullable(),
  /** At the pace of the last days; null for a month that is over. */
  projected: z
    .object({ requests: count, costMicroUsd: count, billMicroUsd: count.nullable(), overageBlocks: count })
    .nullable(),
  /** What Floopy charges for what was used so far; null by contract. */
  billMicroUsd: count.nullable(),
  days: z.array(Sums.extend({ day: z.date() })),
  byProject: z.array(Part),
  byModel: z.array(Part),
  byKey: z.array(Part),
  /** When counters and stored requests of a day did not agree; empty is as it should be. */
  differences: z.array(z.object({ day: z.date(), counted: count, recorded: count })),
});
export type UsageReport = z.infer<typeof UsageReport>;

export const UsageRowsInput = z.object({
  month: Month.optional(),
  cursor: z.string().max(800).nullish(),
});
export type UsageRowsInput = z.infer<typeof UsageRowsInput>;

const Row = Sums.extend({
  day: z.string(),
  project: z.string(),
  projectId: z.string(),
  key: z.string(),
  apiKeyId: z.string(),
  provider: z.string(),
  model: z.string(),
});
export type UsageRow = z.infer<typeof Row>;

export const UsageRows = z.object({ items: z.array(Row), nextCursor: z.string().nullable() });
export type UsageRows = z.infer<typeof UsageRows>;
