import { z } from "zod";
import { BudgetModeSchema, BudgetPeriodSchema, BudgetScopeSchema } from "./budgets";
import { PlanIdSchema } from "./plans";

const count = z.int().nonnegative();

const UsedView = z.object({
  requests: count,
  input_tokens: count,
  output_tokens: count,
  cost_micro_usd: count,
  unpriced_requests: count,
});

/** What `GET /v1/usage` answers: the current month (UTC) of the calling key’s organisation, project and key. */
export const UsageView = z.object({
  period: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  plan: PlanIdSchema,
  quota: z.object({
    requests: count.nullable(),
    remaining: count.nullable(),
    hard_stop: count.nullable(),
  }),
  organization: UsedView,
  project: UsedView.extend({ id: z.string() }),
  api_key: UsedView.extend({ id: z.string() }),
  budgets: z.array(
    z.object({
      scope: BudgetScopeSchema,
      period: BudgetPeriodSchema,
      mode: BudgetModeSchema,
      limit_micro_usd: count,
      /** Null where each end user has their own. */
      spent_micro_usd: count.nullable(),
      reserved_micro_usd: count.nullable(),
      remaining_micro_usd: count.nullable(),
    }),
  ),
  rate_limits: z.array(
    z.object({
      scope: z.enum(["organization", "api_key"]),
      unit: z.enum(["requests", "tokens"]),
      limit_per_minute: count,
      remaining: count,
      reset_seconds: z.number().nonnegative(),
    }),
  ),
});
export type UsageView = z.infer<typeof UsageView>;
