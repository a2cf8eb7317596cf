import { describe, expect, it } from "vitest";
import { compare, hasRegressed, type Sample, TEST, winnerOf } from "./sequential-test";

/** Mulberry32: the same numbers every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Running {
  count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  sample(): Sample {
    const mean = this.#sum / this.count;
    return { count: this.count, mean, variance: Math.max(this.#squares / this.count - mean * mean, 0) };
  }
}

/** Answers as end users give them: many tens and nines, some in the middle, a tail at the bottom. */
const SHARES = [0.05, 0.02, 0.02, 0.02, 0.03, 0.07, 0.06, 0.12, 0.18, 0.18, 0.25] as const;
function npsAnswer(random: number): number {
  let rest = random;
  const score = SHARES.findIndex((share) => {
    rest -= share;
    return rest < 0;
  });
  return (score === -1 ? 10 : score) / 10;
}

interface Run {
  seed: number;
  looks: number;
  draw(random: () => number, side: "a" | "b"): number;
}

/** The look at which an alarm goes off; null when none does. */
function alarmAt({ seed, looks, draw }: Run): number | null {
  const random = randomFrom(seed);
  const [a, b] = [new Running(), new Running()];
  for (let look = 1; look <= looks; look++) {
    a.add(draw(random, "a"));
    b.add(draw(random, "b"));
    if (look >= TEST.countMin && hasRegressed(compare(a.sample(), b.sample()))) return look;
  }
  return null;
}

const RUNS = 400;
const LOOKS = 10_000;
const alarms = (run: Omit<Run, "seed">): (number | null)[] =>
  Array.from({ length: RUNS }, (_, index) => alarmAt({ ...run, seed: 1_000 + index }));
const rate = (found: readonly (number | null)[]): number =>
  found.filter((look) => look !== null).length / found.length;

describe("the sequential test of a regression", () => {
  it("raises a false alarm in fewer than 5 of 100 routes over 10,000 looks, on answers of end users", () => {
    expect(rate(alarms({ looks: LOOKS, draw: (random) => npsAnswer(random()) }))).toBeLessThan(0.05);
  }, 60_000);

  it.each([0.5, 0.97])(
    "raises no more on outcomes of which %d succeed",
    (share) => {
      expect(rate(alarms({ looks: LOOKS, draw: (random) => Number(random() < share) }))).toBeLessThan(0.05);
    },
    60_000,
  );

  it("sees a loss of one point of ten within 1,000 answers of each side, nearly always", () => {
    const draw: Run["draw"] = (random, side) => Math.max(npsAnswer(random()) - (side === "b" ? 0.1 : 0), 0);
    expect(rate(alarms({ looks: 1_000, draw }))).toBeGreaterThan(0.9);
  });

  it("is not alarmed by a gain", () => {
    const draw: Run["draw"] = (random, side) => Math.max(npsAnswer(random()) - (side === "a" ? 0.1 : 0), 0);
    expect(rate(alarms({ looks: 2_000, draw }))).toBe(0);
  });

  it("says nothing before there is enough to look at", () => {
    const few = { count: 29, mean: 0.1, variance: 0.01 };
    const many = { count: 100, mean: 0.9, variance: 0.01 };
    expect(compare(many, few)).toBeNull();
    expect(compare(few, many)).toBeNull();
    expect(hasRegressed(null)).toBe(false);
    expect(winnerOf(null)).toBeNull();
  });
});

describe("the interval of a comparison", () => {
  it("excludes zero exactly when the p-value is below alpha", () => {
    for (const mean of [0.5, 0.55, 0.6, 0.65, 0.7, 0.8]) {
      const comparison = compare(
        { count: 300, mean: 0.6, variance: 0.05 },
        { count: 200, mean, variance: 0.05 },
      );
      if (comparison === null) throw new Error("enough was given");
      const { lower, upper, pValue } = comparison;
      expect(lower > 0 || upper < 0).toBe(pValue < TEST.alpha);
      expect((lower + upper) / 2).toBeCloseTo(mean - 0.6);
    }
  });

  it("gets narrower with more outcomes, and names winner and tie", () => {
    const side = (count: number, mean: number): Sample => ({ count, mean, variance: 0.05 });
    const width = (count: number): number => {
      const comparison = compare(side(count, 0.6), side(count, 0.6));
      return comparison === null ? Number.NaN : comparison.upper - comparison.lower;
    };
    expect(width(1_000)).toBeLessThan(width(100));
    expect(winnerOf(compare(side(5_000, 0.6), side(5_000, 0.7)))).toBe("B");
    expect(winnerOf(compare(side(5_000, 0.7), side(5_000, 0.6)))).toBe("A");
    expect(winnerOf(compare(side(50_000, 0.6), side(50_000, 0.6)))).toBe("tie");
    expect(winnerOf(compare(side(100, 0.6), side(100, 0.62)))).toBeNull();
  });
});
