import type { Tx } from "@/server/db/tenant";
import type { CreditSignal } from "./credit-types";
import type { CreditedCell } from "./credited-cells";

/** One score with the cells that it was credited to. */
export interface Contribution {
  projectId: string;
  signal: CreditSignal;
  score: number;
  at: Date;
  cells: readonly CreditedCell[];
}

interface Delta {
  key: readonly [string, string, string, string, string, string, boolean];
  answers: number;
  weight: number;
  score: number;
  square: number;
}

/** Takes one contribution out of an organisation's sums and puts another in; either may be null. */
export async function replaceContribution(
  tx: Tx,
  orgId: string,
  { before, after }: { before: Contribution | null; after: Contribution | null },
): Promise<void> {
  const deltas = new Map<string, Delta>();
  addTo(deltas, before, -1);
  addTo(deltas, after, 1);
  const changed = [...deltas]
    .filter(([, { answers, weight, score, square }]) => [answers, weight, score, square].some(Boolean))
    // Always in the same order, so that two writers never wait for each other.
    .sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [, delta] of changed) await addDelta(tx, orgId, delta);
}

function addTo(deltas: Map<string, Delta>, contribution: Contribution | null, sign: 1 | -1): void {
  if (contribution === null) return;
  const { projectId, signal, score } = contribution;
  const day = contribution.at.toISOString().slice(0, 10);
  for (const { category, provider, model, isShared, weightMicro } of contribution.cells) {
    const key = [projectId, day, category, provider, model, signal, isShared] as const;
    const name = key.join("\n");
    const delta = deltas.get(name) ?? { key, answers: 0, weight: 0, score: 0, square: 0 };
    deltas.set(name, delta);
    delta.answers += sign;
    delta.weight += sign * weightMicro;
    delta.score += sign * Math.round(weightMicro * score);
    delta.square += sign * Math.round(weightMicro * score ** 2);
  }
}

async function addDelta(tx: Tx, orgId: string, { key, ...sums }: Delta): Promise<void> {
  const [projectId, day, category, provider, model, signal, isShared] = key;
  const { answers, weight, score, square } = sums;
  await tx.$executeRaw`
    INSERT INTO learning_statistics AS s (org_id, project_id, day, category, provider, model, signal, is_shared,
      answer_count, weight_micro, score_micro, square_micro)
    VALUES (${orgId}, ${projectId}, ${day}::date, ${category}, ${provider}, ${model}, ${signal}, ${isShared},
      ${answers}, ${weight}, ${score}, ${square})
    ON CONFLICT (org_id, project_id, day, category, provider, model, signal, is_shared) DO UPDATE SET
      answer_count = s.answer_count + excluded.answer_count,
      weight_micro = s.weight_micro + excluded.weight_micro,
      score_micro = s.score_micro + excluded.score_micro,
      square_micro = s.square_micro + excluded.square_micro`;
  await tx.$executeRaw`
    DELETE FROM learning_statistics
    WHERE org_id = ${orgId} AND project_id = ${projectId} AND day = ${day}::date AND category = ${category}
      AND provider = ${provider} AND model = ${model} AND signal = ${signal} AND is_shared = ${isShared}
      AND answer_count = 0`;
}
