"use client";

import { useState } from "react";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { CandidateTrialView } from "@/server/contracts/promotion";
import { nameOf } from "../draft";
import { TrialComparisonTable } from "./trial-comparison";
import { outcomeWords, phaseWords } from "./trial-words";

const SHOWN_FIRST = 5;

/** Phases that have ended, the latest first. */
export function TrialHistory({ history }: { history: readonly CandidateTrialView[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const ended = history.filter(({ endedAt }) => endedAt !== null);
  if (ended.length === 0) return null;
  return (
    <div className="border-t border-subtle">
      <h3 className="px-4 pt-3 pb-1 text-xs text-subtle">What was tried before</h3>
      <ul aria-label="Trial history" className="divide-y divide-subtle">
        {ended.slice(0, isWhole ? ended.length : SHOWN_FIRST).map((trial) => (
          <EndedTrial key={trial.id} trial={trial} />
        ))}
      </ul>
      {ended.length > SHOWN_FIRST && !isWhole && (
        <div className="px-4 pb-3">
          <Button size="sm" variant="ghost" onClick={() => setIsWhole(true)}>
            Show all {ended.length}
          </Button>
        </div>
      )}
    </div>
  );
}

function EndedTrial({ trial }: { trial: CandidateTrialView }) {
  const [isOpen, setIsOpen] = useState(false);
  const outcome = outcomeWords(trial);
  const { comparison } = trial;
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
        <span className="font-mono text-xs break-all text-emphasis">{nameOf(trial)}</span>
        <span className="text-muted">{phaseWords(trial)}</span>
        {outcome !== null && <Badge tone={outcome.tone}>{outcome.label}</Badge>}
        <span className="text-xs text-subtle">
          {trial.endedAt !== null && <RelativeTime date={trial.endedAt} />} by {trial.endedBy ?? "nobody"}
        </span>
        {comparison !== null && (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? "Hide results" : "Results"}
          </Button>
        )}
      </div>
      {isOpen && comparison !== null && (
        <TrialComparisonTable comparison={comparison} stage={trial.stage} name={nameOf(trial)} />
      )}
    </li>
  );
}
