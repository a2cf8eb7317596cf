"use client";

import { useState } from "react";
import { setupSteps } from "@/app/_lib/setup-steps";
import { Button } from "@/app/_ui/button";
import type { CreateApiKeyOutput } from "@/server/contracts/api-keys";
import type { OnboardingOutput } from "@/server/contracts/onboarding";
import { SetupFeedback } from "./setup-feedback";
import { SetupFirstRequest } from "./setup-first-request";
import { SetupKey } from "./setup-key";
import { SetupProvider } from "./setup-provider";
import { SetupStepFrame } from "./setup-step-frame";
import { SetupTeam } from "./setup-team";

export interface SetupChecklistProps {
  facts: OnboardingOutput;
  /** Only once all steps are done. */
  onHide: (() => void) | undefined;
}

/** From nothing to the first recorded request, on the organisation's real data. */
export function SetupChecklist({ facts, onHide }: SetupChecklistProps) {
  const [created, setCreated] = useState<CreateApiKeyOutput | null>(null);
  const steps = setupSteps(facts);
  const isDone = (id: string) => steps.some((step) => step.id === id && step.isDone);
  const current = steps.find((step) => !step.isDone)?.id;
  return (
    <section aria-labelledby="setup-title">
      <header className="flex items-center justify-between gap-4">
        <h2 id="setup-title" className="text-lg font-semibold text-emphasis">
          {onHide === undefined ? "Send your first request" : "You are set up"}
        </h2>
        {onHide !== undefined && (
          <Button size="sm" onClick={onHide}>
            Hide steps
          </Button>
        )}
      </header>
      <p className="mt-1 mb-5 max-w-160 text-sm text-muted">
        {onHide === undefined
          ? "Three steps until your traffic shows up here. The sandbox answers without a provider key: all you need is a terminal."
          : "Requests arrive. Now give your application the same base URL and its own key."}
      </p>
      <ol className="overflow-hidden rounded-lg border border-default bg-surface">
        <SetupStepFrame
          number={1}
          title="Create an API key"
          isDone={isDone("key")}
          isCurrent={current === "key" || created !== null}
        >
          <SetupKey created={created} onCreated={setCreated} />
        </SetupStepFrame>
        <SetupStepFrame
          number={2}
          title="Choose where answers come from"
          isDone={isDone("provider")}
          isCurrent={current !== "key"}
        >
          <SetupProvider />
        </SetupStepFrame>
        <SetupStepFrame number={3} title="Run it" isDone={isDone("request")} isCurrent={current !== "key"}>
          <SetupFirstRequest facts={facts} hasFreshKey={created !== null} />
        </SetupStepFrame>
        <SetupStepFrame
          number={4}
          title="Send feedback from your users"
          isDone={facts.feedbackCount > 0}
          isCurrent={isDone("request")}
        >
          <SetupFeedback />
        </SetupStepFrame>
        <SetupStepFrame
          number={5}
          title="Invite your team"
          isDone={facts.memberCount > 1}
          isCurrent={isDone("request")}
        >
          <SetupTeam />
        </SetupStepFrame>
      </ol>
    </section>
  );
}
