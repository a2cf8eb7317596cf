"use client";

import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { CandidatePromotionView, PromotionSettings } from "@/server/contracts/promotion";
import { nameOf } from "../draft";
import { TrialComparisonTable } from "./trial-comparison";
import { stageWords } from "./trial-words";
import { type Deed, useMoveCandidate } from "./use-move-candidate";

export interface CandidateTrialProps {
  routeId: string;
  candidate: CandidatePromotionView;
  settings: PromotionSettings;
  /** Whether the plan includes trying models; taking one back or out is always allowed. */
  isIncluded: boolean;
}

/** One model of the route: its stage, how it compares, and what can be done with it. */
export function CandidateTrial({ routeId, candidate, settings, isIncluded }: CandidateTrialProps) {
  const { label, tone } = stageWords(candidate);
  const { trial } = candidate;
  const name = nameOf(candidate);
  return (
    <li aria-label={name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm">
        <span className="font-mono text-xs break-all text-emphasis">{name}</span>
        <Badge tone={tone} icon={trial === null ? undefined : <StatusDot tone="accent" isLive />}>
          {label}
        </Badge>
        {trial !== null && (
          <span className="text-xs text-subtle">
            since <RelativeTime date={trial.startedAt} />
          </span>
        )}
        <MoveButtons {...{ routeId, candidate, settings, isIncluded }} />
      </div>
      {candidate.isHeldBack && (
        <p className="px-4 pb-2.5 text-sm text-muted">
          Your constraints ask for a passed shadow phase: no session gets it before.
        </p>
      )}
      {trial !== null && (
        <TrialComparisonTable comparison={trial.comparison} stage={candidate.stage} name={name} />
      )}
    </li>
  );
}

function MoveButtons({ routeId, candidate, settings, isIncluded }: CandidateTrialProps) {
  const { may } = useConsole();
  const [asked, setAsked] = useState<Deed | null>(null);
  const { act, isPending, error, reset } = useMoveCandidate(routeId, () => setAsked(null));
  if (!may("route:manage")) return null;
  const offers = offersOf(candidate, settings).filter(({ deed }) => isIncluded || !STARTS.has(deed));
  const offer = offers.find(({ deed }) => deed === asked);
  return (
    <span className="ml-auto flex flex-wrap gap-2">
      {offers.map(({ deed, label, isMain }) => (
        <Button
          key={deed}
          size="sm"
          variant={isMain === true ? "primary" : "secondary"}
          onClick={() => setAsked(deed)}
        >
          {label}…
        </Button>
      ))}
      <ConfirmDialog
        isOpen={offer !== undefined}
        onOpenChange={(isOpen) => {
          if (isOpen) return;
          reset();
          setAsked(null);
        }}
        title={`${offer?.label ?? ""}: ${nameOf(candidate)}?`}
        description={offer?.text ?? ""}
        confirmLabel={offer?.label ?? ""}
        isPending={isPending}
        error={error}
        onConfirm={() => asked !== null && act(asked, candidate.candidateId)}
      />
    </span>
  );
}

const STARTS: ReadonlySet<Deed> = new Set(["shadow", "canary"]);

interface Offer {
  deed: Deed;
  label: string;
  text: string;
  /** It stands out once the phase says so. */
  isMain?: boolean;
}

function offersOf(candidate: CandidatePromotionView, { canarySteps }: PromotionSettings): Offer[] {
  const { stage, canaryPercent, hasPassedShadow, trial, isEnabled } = candidate;
  const hasPassed = trial?.comparison.verdict === "passed" || (trial === null && hasPassedShadow);
  const next = canarySteps.find((step) => step > (canaryPercent ?? 0));
  const offers: Offer[] = [];
  if (next !== undefined)
    offers.push({
      deed: "canary",
      label: stage === "canary" ? `Go to ${next} %` : "Start canary",
      text: `${next} % of the sessions get it, each for good. It is taken back by itself if it is worse beyond doubt.`,
      isMain: hasPassed && stage !== "live",
    });
  if (stage !== "live")
    offers.push({
      deed: "promote",
      label: "Promote",
      text: "From now on it answers as the route’s strategy says. A route that keeps an order asks it first.",
      isMain: hasPassed && next === undefined,
    });
  if (stage !== "shadow" || trial === null || !isEnabled)
    offers.push({
      deed: "shadow",
      label: stage === "canary" ? "Back to shadow" : "Start shadow",
      text: "It answers nobody, and is asked a share of the requests beside the live models. Each call is paid for like any other.",
    });
  offers.push({
    deed: "remove",
    label: "Remove",
    text: "It leaves the route. What was seen of it stays in the history below.",
  });
  return offers;
}
