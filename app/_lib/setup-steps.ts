import type { OnboardingOutput } from "@/server/contracts/onboarding";

export type SetupStepId = "key" | "provider" | "request";

export interface SetupStep {
  id: SetupStepId;
  isDone: boolean;
}

/**
 * The first-run checklist from live facts. The sandbox answers without a provider key, so a recorded request
 * proves that answers come from somewhere.
 */
export function setupSteps(facts: OnboardingOutput): readonly SetupStep[] {
  const hasRequest = facts.firstRequest !== null;
  return [
    { id: "key", isDone: facts.apiKeyCount > 0 || hasRequest },
    { id: "provider", isDone: facts.providerCount > 0 || hasRequest },
    { id: "request", isDone: hasRequest },
  ];
}
