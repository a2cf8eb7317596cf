import type { SeededRandom } from "@/server/core/seeded-random";

/** One of the things, as often as its weight says. */
export function weighted<T>(random: SeededRandom, things: readonly T[], weightOf: (thing: T) => number): T {
  let rest = random.next() * things.reduce((sum, thing) => sum + weightOf(thing), 0);
  const found = things.find((thing) => {
    rest -= weightOf(thing);
    return rest < 0;
  });
  return found ?? one(random, things);
}

export function one<T>(random: SeededRandom, things: readonly T[]): T {
  const thing = things[random.integer(0, things.length - 1)];
  if (thing === undefined) throw new Error("nothing to choose from");
  return thing;
}

/** Mean 0, standard deviation 1 (Box and Muller, 1958). */
export function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
