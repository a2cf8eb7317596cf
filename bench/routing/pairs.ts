import { argmax, crossFitted } from "./offline";
import type { Outcome, Pool } from "./outcomes";
import { PREDICTORS } from "./predictors";

/** A strong and a weak model on one dataset: how well prompts are ordered by who needs the strong one. */
export interface PairRow {
  dataset: string;
  prompts: number;
  title: string;
  id: string;
  /** From where it was learned. */
  learned: "in-domain" | "transfer";
  /** Average performance gap recovered: 0.5 at random, 1 is out of reach. */
  apgr: number;
  /** Share of strong calls at 95 % of the strong model's quality. */
  strong95: number;
}

/** RouteLLM's measures, for a pool of exactly two models. */
export function measurePairs(pool: Pool): PairRow[] {
  const strong = argmax(
    pool.models.map((_, m) => pool.outcomes.reduce((sum, row) => sum + (row.quality[m] ?? 0), 0)),
  );
  return pool.datasets.flatMap((dataset) => {
    const own = { ...pool, outcomes: pool.outcomes.filter((row) => row.dataset === dataset) };
    const others = { ...pool, outcomes: pool.outcomes.filter((row) => row.dataset !== dataset) };
    return PREDICTORS.flatMap(({ id, title, train }) =>
      (["in-domain", "transfer"] as const).map((learned): PairRow => {
        const training = learned === "transfer" ? others : null;
        const predict = crossFitted(own, training, (rows) => train(pool, rows));
        const gain = (row: Outcome): number => {
          const expected = predict(row);
          return (expected[strong]?.quality ?? 0) - (expected[1 - strong]?.quality ?? 0);
        };
        const facts = { dataset, prompts: own.outcomes.length, title, id, learned };
        return { ...facts, ...recovered(own.outcomes, strong, gain) };
      }),
    );
  });
}

function recovered(
  rows: readonly Outcome[],
  strong: number,
  gain: (row: Outcome) => number,
): { apgr: number; strong95: number } {
  const n = rows.length;
  const mean = (m: number): number => rows.reduce((sum, row) => sum + (row.quality[m] ?? 0), 0) / n;
  const [high, low] = [mean(strong), mean(1 - strong)];
  const groups = groupsOf(rows, strong, gain);
  // Within a group nobody knows better: its prompts go to the strong model in any order.
  let [quality, area, count, strong95] = [low, 0, 0, high <= 0 ? 0 : 1];
  const wanted = 0.95 * high;
  if (low >= wanted) strong95 = 0;
  for (const { size, gained } of groups) {
    const after = quality + gained / n;
    area += ((quality + after) / 2 - low) * (size / n);
    if (quality < wanted && after >= wanted)
      strong95 = Math.min(strong95, (count + (size * (wanted - quality)) / (after - quality)) / n);
    quality = after;
    count += size;
  }
  return { apgr: high === low ? 0 : area / (high - low), strong95 };
}

function groupsOf(
  rows: readonly Outcome[],
  strong: number,
  gain: (row: Outcome) => number,
): { size: number; gained: number }[] {
  const groups = new Map<number, { size: number; gained: number }>();
  for (const row of rows) {
    const key = gain(row);
    const group = groups.get(key) ?? { size: 0, gained: 0 };
    group.size += 1;
    group.gained += (row.quality[strong] ?? 0) - (row.quality[1 - strong] ?? 0);
    groups.set(key, group);
  }
  return [...groups].sort((a, b) => b[0] - a[0]).map(([, group]) => group);
}
