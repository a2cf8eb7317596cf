import type { LeavingReceipt } from "./customer";
import { figuresOf } from "./figures";
import { groupOf, type PlayedRound } from "./report";

export interface Proof {
  promise: string;
  isKept: boolean;
  figures: string;
}

/** Points of 0 to 10 that one organisation's lies may cost a newcomer that follows the shared model. */
const LIES_MAX = 0.25;

export interface Evidence {
  receipt: LeavingReceipt;
  /** Points of 0 to 10 below the best possible by the shared model alone, with and without the one that lies. */
  lost: { withLies: number; without: number };
}

/** What this is all for, held against what happened. */
export function proofsOf(rounds: readonly PlayedRound[], { receipt, lost }: Evidence): Proof[] {
  const of = (group: "founders" | "newcomer" | "loner") =>
    rounds.map(({ served }) => groupOf(served, group)).filter((served) => served.length > 0);
  const quarter = Math.max(1, Math.ceil(rounds.length / 4));
  const founders = of("founders");
  const [early, late] = [
    figuresOf(founders.slice(0, quarter).flat()),
    figuresOf(founders.slice(-quarter).flat()),
  ];
  const firstDays = (group: "newcomer" | "loner") => figuresOf(of(group).slice(0, quarter).flat());
  const [newcomer, loner] = [firstDays("newcomer"), firstDays("loner")];
  return [
    {
      promise: "What users say changes which model answers the next one",
      isKept: late.best > early.best && late.regret < early.regret,
      figures: `the best model got ${pct(early.best)} of the sessions at first, ${pct(late.best)} at last`,
    },
    {
      promise: "It beats the published benchmarks",
      isKept: late.regret < late.benchmarkRegret && late.regret < late.uniformRegret,
      figures: `${late.regret.toFixed(2)} points below the best possible at last; benchmarks alone ${late.benchmarkRegret.toFixed(2)}, any model ${late.uniformRegret.toFixed(2)}`,
    },
    {
      promise: "A newcomer profits from the others on its first day",
      isKept: newcomer.regret < loner.regret,
      figures: `${newcomer.regret.toFixed(2)} points below the best possible; its twin that learns alone ${loner.regret.toFixed(2)}`,
    },
    {
      promise: "Who lies in every session costs others little",
      isKept: lost.withLies - lost.without <= LIES_MAX && lost.withLies < late.benchmarkRegret,
      figures: `by the shared model alone ${lost.withLies.toFixed(2)} points below the best possible, ${lost.without.toFixed(2)} without the lies; benchmarks alone ${late.benchmarkRegret.toFixed(2)}`,
    },
    {
      promise: "Whoever leaves takes everything along",
      isKept: receipt.hash_after === receipt.hash_without && receipt.hash_before !== receipt.hash_after,
      figures: `shared model ${receipt.hash_before.slice(0, 12)}… became ${receipt.hash_after.slice(0, 12)}…`,
    },
  ];
}

const pct = (share: number): string => `${(100 * share).toFixed(0)} %`;
