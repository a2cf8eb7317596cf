import type { ShadowPair } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { areKin } from "@/server/evaluation/judge/lineage";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import { decisiveScore, runChecks } from "@/server/evaluation/run-checks";
import {
  askToCompare,
  type CallModel,
  judgeCostSince,
  monthStart,
  readJudgeSettings,
} from "@/server/modules/evaluations";
import type { PairSide } from "./shadow-pairs.queries";

/** Who compares, and whether there is money left for it. */
export interface PairJudge {
  /** `provider/model`; null where the project has no judge. */
  model: string | null;
  rubric: string;
  hasMoney: boolean;
}

export interface Preference {
  preference: number | null;
  decidedBy: "judge" | "checks" | null;
  outcome: string | null;
  judgeCostMicroUsd: number;
}

export async function findJudge(tx: Tx, { orgId, projectId }: ShadowPair, now: Date): Promise<PairJudge> {
  const { model, rubric, monthlyBudgetMicroUsd } = await readJudgeSettings(tx, { orgId, projectId });
  if (model === null) return { model, rubric, hasMoney: false };
  const spent = await judgeCostSince(tx, { orgId, projectId }, monthStart(now));
  return { model, rubric, hasMoney: spent < monthlyBudgetMicroUsd };
}

interface Material {
  pair: Pick<ShadowPair, "orgId" | "projectId">;
  judge: PairJudge;
  live: PairSide;
  shadow: PairSide;
  texts: { live: RecordedExchange; shadow: RecordedExchange };
}

/**
 * Which of two answers to the same request is better: what code alone can say, else the project’s judge, asked in both
 * orders. Where there is a judge and it cannot be asked, nothing is said: checks find most answers alike.
 */
export async function judgePair(
  callModel: CallModel,
  { pair, judge, live, shadow, texts }: Material,
): Promise<Preference> {
  const [liveChecks, shadowChecks] = [await runChecks(texts.live), await runChecks(texts.shadow)];
  const isNone = { live: decisiveScore(liveChecks) === 0, shadow: decisiveScore(shadowChecks) === 0 };
  if (isNone.live || isNone.shadow)
    return byChecks(isNone.live === isNone.shadow ? 0.5 : isNone.shadow ? 0 : 1);
  if (judge.model === null) return byChecks(preferred(meanOf(shadowChecks) - meanOf(liveChecks)));
  const outcome = unjudgeable({ judge, live, shadow, texts });
  if (outcome !== null) return { preference: null, decidedBy: null, outcome, judgeCostMicroUsd: 0 };
  const { given, question } = texts.live;
  const { score, costMicroUsd } = await askToCompare(callModel, {
    ...{ orgId: pair.orgId, projectId: pair.projectId, model: judge.model, rubric: judge.rubric },
    material: { given, question, answer: texts.shadow.answer, reference: texts.live.answer },
  });
  const said = { preference: score, judgeCostMicroUsd: Math.round(costMicroUsd) };
  return score === null
    ? { ...said, decidedBy: null, outcome: "judge_failed" }
    : { ...said, decidedBy: "judge", outcome: null };
}

function byChecks(preference: number): Preference {
  return { preference, decidedBy: "checks", outcome: null, judgeCostMicroUsd: 0 };
}

function unjudgeable({ judge, live, shadow, texts }: Omit<Material, "pair">): string | null {
  if (!judge.hasMoney) return "budget_used_up";
  // A call of a tool is a step, and there is nothing to read yet.
  if (texts.live.answer.trim() === "" || texts.shadow.answer.trim() === "") return "no_text_to_compare";
  const isKin = [live, shadow].some(
    ({ provider, model }) =>
      provider !== null && model !== null && areKin({ provider, model }, named(judge.model)),
  );
  return isKin ? "same_family" : null;
}

function named(model: string | null): { provider: string; model: string } {
  const name = model ?? "";
  const slash = name.indexOf("/");
  return { provider: name.slice(0, slash), model: name.slice(slash + 1) };
}

/** Checks differ by chance a little. */
const ALIKE = 0.05;

function preferred(difference: number): number {
  if (Math.abs(difference) <= ALIKE) return 0.5;
  return difference > 0 ? 1 : 0;
}

function meanOf(checks: readonly { score: number }[]): number {
  return checks.length === 0 ? 1 : checks.reduce((sum, { score }) => sum + score, 0) / checks.length;
}
