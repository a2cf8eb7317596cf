import { z } from "zod";
import { PlanIdSchema } from "./plans";

/** `end_user`: each end user of a project, on their own. */
export const BUDGET_SCOPES = ["organization", "project", "api_key", "end_user"] as const;
export const BudgetScopeSchema = z.enum(BUDGET_SCOPES);
export type BudgetScope = z.infer<typeof BudgetScopeSchema>;

/** Calendar months and days, in UTC. */
export const BUDGET_PERIODS = ["month", "day"] as const;
export const BudgetPeriodSchema = z.enum(BUDGET_PERIODS);
export type BudgetPeriod = z.infer<typeof BudgetPeriodSchema>;

export const BUDGET_MODES = ["block", "alert"] as const;
export const BudgetModeSchema = z.enum(BUDGET_MODES);
export type BudgetMode = z.infer<typeof BudgetModeSchema>;

export const Budget = z.object({
  id: z.string(),
  scope: BudgetScopeSchema,
  scopeId: z.string(),
  /** Name of the organisation, project or key. */
  scopeName: z.string(),
  period: BudgetPeriodSchema,
  limitMicroUsd: z.number(),
  mode: BudgetModeSchema,
  /** This month or day, as far as known; null where each end user has their own. */
  spentMicroUsd: z.number().nullable(),
  /** What running requests may still cost. */
  reservedMicroUsd: z.number().nullable(),
});
export type Budget = z.infer<typeof Budget>;

const USD = 1_000_000;
const LIMIT_MESSAGE = "Enter an amount from $0.01 to $1,000,000.";

export const SetBudgetInput = z.object({
  scope: BudgetScopeSchema,
  /** The project or key; left out for the organisation. */
  scopeId: z.string().max(64).optional(),
  period: BudgetPeriodSchema.default("month"),
  limitMicroUsd: z
    .number({ error: LIMIT_MESSAGE })
    .int(LIMIT_MESSAGE)
    .min(USD / 100, LIMIT_MESSAGE)
    .max(1_000_000 * USD, LIMIT_MESSAGE),
  mode: BudgetModeSchema.default("block"),
});
export type SetBudgetInput = z.input<typeof SetBudgetInput>;

export const DeleteBudgetInput = z.object({ budgetId: z.string().max(64) });
export type DeleteBudgetInput = z.infer<typeof DeleteBudgetInput>;

export const DeleteBudgetOutput = z.object({ budgetId: z.string() });
export type DeleteBudgetOutput = z.infer<typeof DeleteBudgetOutput>;

const Used = z.object({
  requestCount: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicroUsd: z.number(),
  /** Answered requests whose price nobody knows; they count towards no budget. */
  unpricedCount: z.number(),
});
export type Used = z.infer<typeof Used>;

const RateLevel = z.object({
  scope: z.enum(["organization", "api_key"]),
  unit: z.enum(["requests", "tokens"]),
  perMinute: z.number(),
  remaining: z.number(),
  /** Milliseconds until all of it is there again. */
  resetMs: z.number(),
});
export type RateLevel = z.infer<typeof RateLevel>;

/** What an organisation used this month, and what it may. */
export const Usage = z.object({
  planId: PlanIdSchema,
  isTrial: z.boolean(),
  from: z.date(),
  to: z.date(),
  used: Used,
  /** Those of the month that count towards the quota: not what was used before the plan began. */
  requestsCounted: z.number(),
  /** Null: as many as you like. */
  requestsQuota: z.number().nullable(),
  /** Past the quota bodies are not stored; here requests end. Null: they never do. */
  requestsHardStop: z.number().nullable(),
  budgets: z.array(Budget),
  rateLimits: z.array(RateLevel),
});
export type Usage = z.infer<typeof Usage>;
