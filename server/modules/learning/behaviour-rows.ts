import { isPublicModel } from "./pooled-name";
import type { AgedRow } from "./weigh-rows";

/**
 * Traffic of a project of about one age: how many sessions began with a model, how many of its requests failed, and after
 * how many of its answers the user asked the same again.
 */
export interface AgedTraffic {
  category: string;
  provider: string;
  model: string;
  age: number;
  is_past: boolean;
  is_own_past: boolean;
  sessions: number;
  failed: number;
  retried: number;
}

const MICRO = 1_000_000;

/**
 * What sessions say by how they went, beside the events that were reported of them: one that failed, or in which the
 * user asked the same again, counts as 0, one of which nothing was heard as 1. Without the silent ones, ten complaints
 * in a thousand sessions would weigh like ten in ten. Where no event was reported and nothing bad was seen of a kind of task, silence
 * says nothing.
 */
export function behaviourRows(statistics: readonly AgedRow[], traffic: readonly AgedTraffic[]): AgedRow[] {
  const reported = statistics.filter(({ signal }) => signal === "implicit");
  const [events, complaints] = [new Map<string, number>(), new Map<string, number>()];
  for (const row of reported) {
    addTo(events, row, row.weight / MICRO);
    addTo(complaints, row, (row.weight - row.score) / MICRO);
  }
  const heard = new Set([
    ...reported.map(({ category }) => category),
    ...traffic.filter(({ failed, retried }) => failed + retried > 0).map(({ category }) => category),
  ]);
  return traffic
    .filter(({ category }) => heard.has(category))
    .flatMap(({ sessions, failed, retried, ...cell }) => {
      // An application that reports what users did over has reported these already.
      const unreported = Math.max(0, retried - (complaints.get(keyOf(cell)) ?? 0));
      // A client or a user that tries again and again is still one session.
      const failures = Math.min(failed + unreported, Math.max(1, sessions));
      const silent = roughly(Math.max(0, sessions - failures - (events.get(keyOf(cell)) ?? 0)));
      if (failures + silent === 0) return [];
      const { provider, model } = cell;
      const weight = Math.round((failures + silent) * MICRO);
      const score = Math.round(silent * MICRO);
      return [{ ...cell, signal: "implicit", is_shared: isPublicModel(provider, model), weight, score }];
    });
}

type Cell = Pick<AgedTraffic, "category" | "provider" | "model" | "age" | "is_past" | "is_own_past">;

function keyOf({ category, provider, model, age, is_past, is_own_past }: Cell): string {
  return JSON.stringify([category, provider, model, age, is_past, is_own_past]);
}

function addTo(sums: Map<string, number>, cell: Cell, amount: number): void {
  sums.set(keyOf(cell), (sums.get(keyOf(cell)) ?? 0) + amount);
}

/** Two figures: enough to weigh by, and not another model after every session. */
const roughly = (count: number): number => Number(count.toPrecision(2));
