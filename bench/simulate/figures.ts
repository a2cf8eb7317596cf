import { MODELS } from "./market";
import type { Served } from "./round";
import { benchmarkModel, bestModel, COSTS, utilityOf } from "./worth";

/** What became of some sessions, beside what else could have served them. */
export interface Figures {
  sessions: number;
  /** Share of them that the model got that is best for these users at this task. */
  best: number;
  /** 0 to 10, of all sessions, and the NPS of those who answered; null below thirty. */
  satisfaction: number;
  nps: number | null;
  answers: number;
  /** NPS points (0 to 10) below the best model for each session: ours, the benchmarks' choice, any model at random. */
  regret: number;
  benchmarkRegret: number;
  uniformRegret: number;
  /** USD per 1,000 requests: ours, and of the dearest model alone. */
  cost: number;
  dearestCost: number;
}

const NPS_ANSWERS_MIN = 30;

export function figuresOf(served: readonly Served[]): Figures {
  const mean = (read: (session: Served) => number): number =>
    served.reduce((sum, session) => sum + read(session), 0) / Math.max(1, served.length);
  const lost = ({ participant: { users }, task }: Served, model: number): number =>
    10 * (utilityOf(users, task, bestModel(users, task)) - utilityOf(users, task, model));
  const requests = served.reduce((sum, session) => sum + session.requests, 0);
  const scores = served.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    sessions: served.length,
    best: mean(({ participant: { users }, task, model }) => Number(model === bestModel(users, task))),
    satisfaction: 10 * mean(({ satisfaction }) => satisfaction),
    nps: npsOf(scores),
    answers: scores.length,
    regret: mean((session) => lost(session, session.model)),
    benchmarkRegret: mean((session) => lost(session, benchmarkModel(session.task))),
    uniformRegret: mean(
      (session) => MODELS.reduce((sum, _, model) => sum + lost(session, model), 0) / MODELS.length,
    ),
    cost: (1_000 * served.reduce((sum, { costUsd }) => sum + costUsd, 0)) / Math.max(1, requests),
    dearestCost: 1_000 * Math.max(...COSTS),
  };
}

function npsOf(scores: readonly number[]): number | null {
  if (scores.length < NPS_ANSWERS_MIN) return null;
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  return (100 * (promoters - detractors)) / scores.length;
}
