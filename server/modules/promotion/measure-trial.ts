import type { CandidateStage, PromotionSettings, TrialComparison } from "@/server/contracts/promotion";
import type { Tx } from "@/server/db/tenant";
import { judgeTrial } from "@/server/routing/judge-trial";
import { measureCanary } from "./measure-canary";
import { measureShadow } from "./measure-shadow";

export interface MeasuredTrial {
  id: string;
  orgId: string;
  projectId: string;
  stage: CandidateStage;
  startedAt: Date;
}

/** How a phase stands now. */
export async function measureTrial(
  tx: Tx,
  trial: MeasuredTrial,
  settings: PromotionSettings,
): Promise<TrialComparison> {
  if (trial.stage === "canary")
    return judgeTrial(await measureCanary(tx, trial), settings, settings.canarySteps.length);
  return judgeTrial(await measureShadow(tx, trial), settings, 1);
}
