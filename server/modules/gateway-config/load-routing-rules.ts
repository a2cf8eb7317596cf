import { type Constraints, readConstraints, readEvidence } from "@/server/contracts/constraints";
import { entitled, type PlanId } from "@/server/contracts/plans";
import { systemDb } from "@/server/db/system";
import type { BudgetConfig } from "@/server/modules/budgets";
import type { OwnLimits } from "@/server/modules/limits";
import type { ExperimentConfig, OrgConfig } from "./config-types";

type RoutingRules = Pick<OrgConfig, "ownLimits" | "constraints" | "experiments" | "budgets">;

/** Constraints and experiments, as far as the plan includes them. */
export async function loadRoutingRules(orgId: string, planId: PlanId): Promise<RoutingRules> {
  const [constraints, experiments] = await Promise.all([
    entitled(planId, "constraints") ? loadConstraints(orgId) : null,
    entitled(planId, "experiments") ? loadExperiments(orgId) : [],
  ]);
  const limits = constraints?.limits ?? null;
  return {
    constraints: limits !== null && bindsRoutes(limits) ? constraints : null,
    experiments,
    ownLimits: ownLimits(limits),
    budgets: monthlyBudget(orgId, limits),
  };
}

async function loadConstraints(orgId: string): Promise<OrgConfig["constraints"]> {
  const row = await systemDb().orgConstraint.findUnique({
    where: { orgId },
    select: { rules: true, evidence: true },
  });
  return row === null ? null : { limits: readConstraints(row.rules), evidence: readEvidence(row.evidence) };
}

/** Most organisations limit only money and rates, or nothing: their decisions need no further look. */
function bindsRoutes(limits: Constraints): boolean {
  return (
    limits.max_regression !== null ||
    limits.max_outcome_variance !== null ||
    limits.max_cost_increase !== null ||
    limits.max_cost_drop_without_validation !== null ||
    limits.confidence_threshold !== null ||
    limits.min_samples_before_promotion !== null ||
    limits.require_shadow_before_live === true
  );
}

function ownLimits(limits: Constraints | null): OwnLimits {
  const perWindow = limits?.max_tokens_per_window ?? null;
  return {
    requestsPerMinute: limits?.max_requests_per_minute ?? null,
    tokens: perWindow === null ? null : { perWindow, windowSeconds: limits?.token_window_seconds ?? 60 },
  };
}

/** Beside the budgets of the console, so that a key may narrow what is spent and never widen it. */
function monthlyBudget(orgId: string, limits: Constraints | null): BudgetConfig[] {
  const usd = limits?.cost_limit_monthly_usd ?? null;
  if (usd === null) return [];
  const limitMicroUsd = Math.round(usd * 1_000_000);
  const id = `constraint:${orgId}`;
  return [{ id, scope: "organization", scopeId: orgId, period: "month", limitMicroUsd, mode: "block" }];
}

function loadExperiments(orgId: string): Promise<ExperimentConfig[]> {
  return systemDb().experiment.findMany({
    where: { orgId, status: "active" },
    take: 200,
    select: {
      id: true,
      projectId: true,
      variantARouteId: true,
      variantBRouteId: true,
      splitPercentage: true,
    },
  });
}
