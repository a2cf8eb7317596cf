import { compare, hasRegressed, type Sample, TEST } from "../../server/routing/sequential-test";
import { Random } from "./random";

/** Of routes whose own choices are exactly as good as their first model, how many were rolled back for nothing. */
export interface FalseAlarmReport {
  routes: number;
  looks: number;
  rolledBack: number;
}

const ROUTES = 400;
const LOOKS = 10_000;
/** Half of the error, as in the product: quality and success are both looked at. */
const OPTIONS = { ...TEST, alpha: TEST.alpha / 2 };
const TARGET = 0.05;
/** Answers of end users: their spread on the scale to 1. */
const SD = 0.22;

/** Both sides get an answer between two looks; one look a minute is a week. */
export function measureFalseAlarms(): FalseAlarmReport {
  const random = new Random(77);
  let rolledBack = 0;
  for (let route = 0; route < ROUTES; route++) if (isRolledBack(random)) rolledBack += 1;
  return { routes: ROUTES, looks: LOOKS, rolledBack };
}

function isRolledBack(random: Random): boolean {
  const sides = [emptySums(), emptySums()] as const;
  for (let look = 0; look < LOOKS; look++) {
    for (const side of sides) add(side, Math.round(10 * inside(0.7 + random.normal(SD))) / 10);
    if (hasRegressed(compare(sampleOf(sides[0]), sampleOf(sides[1]), OPTIONS))) return true;
  }
  return false;
}

interface Sums {
  count: number;
  sum: number;
  squares: number;
}

const emptySums = (): Sums => ({ count: 0, sum: 0, squares: 0 });

function add(sums: Sums, value: number): void {
  sums.count += 1;
  sums.sum += value;
  sums.squares += value * value;
}

function sampleOf({ count, sum, squares }: Sums): Sample {
  const mean = sum / count;
  return { count, mean, variance: Math.max(0, squares / count - mean * mean) };
}

const inside = (value: number): number => Math.min(1, Math.max(0, value));

export function falseAlarmLine({ routes, looks, rolledBack }: FalseAlarmReport): string {
  const share = rolledBack / routes;
  const verdict = share < TARGET ? "reached" : "**not reached**";
  return `Rolled back for nothing over ${looks.toLocaleString("en-US")} looks: ${rolledBack} of ${routes} routes, ${(100 * share).toFixed(1)} % (target below 5 %): ${verdict}.`;
}
