import { z } from "zod";
import { CLOSED_EPOCH_WEIGHT } from "@/server/routing/learner/epochs";
import type { Signal, StatisticsRow } from "@/server/routing/learner/learner-types";

/** Sums of scores of about one age, in steps of thirty days. */
export interface AgedRow {
  category: string;
  provider: string;
  model: string;
  signal: string;
  is_shared: boolean;
  age: number;
  /** From before the model changed, as those who learn together and as the organisation's own scores tell. */
  is_past: boolean;
  is_own_past: boolean;
  weight: number;
  score: number;
}

const SIGNAL_OF = { nps: "nps", auto: "evaluation", implicit: "implicit", manual: "rating" } as const;
/** A signal by its stored name. */
export const SignalName = z
  .enum(["nps", "auto", "implicit", "manual"])
  .transform((name): Signal => SIGNAL_OF[name]);

/** ROUTING section 6.6: what was said three months ago counts half. */
const HALF_LIFE_STEPS = 3;
const MICRO = 1_000_000;

interface Reading {
  isPast(row: AgedRow): boolean;
  nameOf(provider: string, model: string): string;
}

/** The learner's rows: older scores count less, and those of a model as it was once a tenth. */
export function decayed(rows: readonly AgedRow[], { isPast, nameOf }: Reading): StatisticsRow[] {
  const sums = new Map<string, StatisticsRow>();
  for (const row of rows) {
    const { category, age, weight, score } = row;
    const signal = SignalName.parse(row.signal);
    const model = nameOf(row.provider, row.model);
    const key = `${category}\n${model}\n${signal}`;
    const sum = sums.get(key) ?? { category, model, signal, n: 0, s: 0 };
    const ageing = 2 ** (-Math.max(0, age) / HALF_LIFE_STEPS);
    const factor = (ageing * (isPast(row) ? CLOSED_EPOCH_WEIGHT : 1)) / MICRO;
    sums.set(key, { ...sum, n: sum.n + factor * weight, s: sum.s + factor * score });
  }
  return [...sums.values()];
}

/** How many scores of a signal count for each session of a project. Few users answer; many answers are somebody's work. */
const VOTES_MAX: Readonly<Record<Signal, number>> = {
  nps: 0.25,
  evaluation: 1,
  implicit: 1,
  rating: 0.25,
};

/** A project's votes, scaled down together where they are more than its sessions can have given. */
export function boundVotes(rows: readonly StatisticsRow[], sessions: number): StatisticsRow[] {
  const votes = new Map<Signal, number>();
  for (const { signal, n } of rows) votes.set(signal, (votes.get(signal) ?? 0) + n);
  return rows.flatMap((row) => {
    const factor = Math.min(1, (VOTES_MAX[row.signal] * sessions) / (votes.get(row.signal) ?? 1));
    return factor > 0 ? [{ ...row, n: row.n * factor, s: row.s * factor }] : [];
  });
}
