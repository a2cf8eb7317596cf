import type { PlanId } from "@/server/contracts/plans";
import type { StatisticsRow } from "@/server/routing/learner/learner-types";

/** What is paid for a model's answers, by category. */
export interface CostSum {
  category: string;
  /** `provider/model`, as everywhere in the learner. */
  model: string;
  requests: number;
  usd: number;
}

/** One project with everything its scores and traffic say. */
export interface TeachingProject {
  projectId: string;
  /** What others may learn from, its votes bounded by its sessions. */
  sharedRows: readonly StatisticsRow[];
  /** What its own routes learn from: everything. */
  ownRows: readonly StatisticsRow[];
  costs: readonly CostSum[];
  sessions: number;
}

export interface TeachingOrg {
  orgId: string;
  planId: PlanId;
  mode: "shared" | "isolated";
  /** New or a demonstration: it reads the shared model and adds nothing to it. */
  isQuarantined: boolean;
  projects: readonly TeachingProject[];
}
