import { servedModel } from "@/app/_components/served-model";
import type { SessionTurn } from "@/server/contracts/sessions";

export interface CreditPart {
  model: string;
  share: number;
  turns: number;
}

/** The share of each model in the score, the largest first. */
export function prepareCredit(turns: readonly SessionTurn[]): CreditPart[] {
  const parts = new Map<string, CreditPart>();
  for (const turn of turns) {
    const model = servedModel(turn);
    if (model === null || turn.credit_share === 0) continue;
    const part = parts.get(model) ?? { model, share: 0, turns: 0 };
    parts.set(model, { model, share: part.share + turn.credit_share, turns: part.turns + 1 });
  }
  return [...parts.values()].sort((a, b) => b.share - a.share || (a.model < b.model ? -1 : 1));
}

/** Spelled out, so that the style sheet has each of them. */
const FILLS = [
  "bg-chart-1",
  "bg-chart-2",
  "bg-chart-3",
  "bg-chart-4",
  "bg-chart-5",
  "bg-chart-6",
  "bg-chart-7",
] as const;

/** The colour of the model at a place of the list; those beyond the seventh share one. */
export function creditFill(place: number): string {
  return FILLS[place] ?? "bg-chart-8";
}
