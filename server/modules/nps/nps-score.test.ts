import { describe, expect, it } from "vitest";
import { type AnswerCounts, differenceOf, figureOf, noAnswers, sumCounts, withoutCounts } from "./nps-score";

interface Groups {
  detractors?: number;
  passives?: number;
  promoters?: number;
}

function counts({ detractors = 0, passives = 0, promoters = 0 }: Groups): AnswerCounts["signed"] {
  return noAnswers().signed.map((_, score) =>
    score === 3 ? detractors : score === 8 ? passives : score === 10 ? promoters : 0,
  );
}
const signed = (groups: Groups): AnswerCounts => ({ ...noAnswers(), signed: counts(groups) });
const unsigned = (groups: Groups): AnswerCounts => ({ ...noAnswers(), unsigned: counts(groups) });

function known(given: AnswerCounts) {
  const figure = figureOf(given);
  if (figure.status !== "known") throw new Error("the figure is not known");
  return figure;
}

describe("an NPS", () => {
  it("is the share of 9 and 10 less the share of 0 to 6, in points", () => {
    const evenly = { ...noAnswers(), signed: Array(11).fill(10) };
    expect(known(evenly).nps).toBeCloseTo((100 * (2 - 7)) / 11);
    expect(known(signed({ promoters: 50, passives: 30, detractors: 20 })).nps).toBeCloseTo(30);
  });

  it("has the adjusted Wald interval, worked out by hand for 50, 30 and 20", () => {
    // p = 50.75/103, d = 20.75/103: centre .291262, variance .694175 − .084834 over 103.
    const { low, high } = known(signed({ promoters: 50, passives: 30, detractors: 20 }));
    expect(low).toBeCloseTo(29.1262 - 15.0749, 2);
    expect(high).toBeCloseTo(29.1262 + 15.0749, 2);
  });

  it("has an interval with some width, inside the scale, where all answers agree", () => {
    const { nps, low, high } = known(signed({ promoters: 40 }));
    expect(nps).toBe(100);
    expect(low).toBeLessThan(90);
    expect(high).toBe(100);
    const mirrored = known(signed({ detractors: 40 }));
    expect([mirrored.nps, mirrored.low]).toEqual([-100, -100]);
    expect(mirrored.high).toBeCloseTo(-low);
  });

  it("gets a narrower interval from more answers of the same kind", () => {
    const widths = [1, 4, 16].map((times) => {
      const { low, high } = known(signed({ promoters: 20 * times, detractors: 10 * times }));
      return high - low;
    });
    expect(widths[0]).toBeGreaterThan(1.8 * (widths[1] ?? 0));
    expect(widths[1]).toBeGreaterThan(1.9 * (widths[2] ?? 0));
  });

  it("covers the truth about 95 times in 100, also for samples of thirty", () => {
    const random = generator(7);
    let covered = 0;
    for (let sample = 0; sample < 2_000; sample += 1) {
      const groups = { promoters: 0, passives: 0, detractors: 0 };
      for (let answer = 0; answer < 30; answer += 1) {
        const draw = random();
        groups[draw < 0.6 ? "promoters" : draw < 0.85 ? "passives" : "detractors"] += 1;
      }
      const { low, high } = known(signed(groups));
      if (low <= 45 && high >= 45) covered += 1;
    }
    expect(covered / 2_000).toBeGreaterThan(0.935);
    expect(covered / 2_000).toBeLessThan(0.975);
  });

  it("is not given below thirty answers, only their count", () => {
    expect(figureOf(signed({ promoters: 29 }))).toEqual({
      ...{ status: "insufficient", answers: 29, effectiveAnswers: 29 },
    });
    expect(figureOf(noAnswers())).toEqual({ status: "insufficient", answers: 0, effectiveAnswers: 0 });
    expect(figureOf(signed({ promoters: 30 })).status).toBe("known");
  });
});

describe("an unsigned answer", () => {
  it("counts a quarter beside signed ones", () => {
    const mixed = sumCounts([signed({ promoters: 50 }), unsigned({ detractors: 200 })]);
    const figure = known(mixed);
    expect(figure.nps).toBeCloseTo(0);
    expect(figure.answers).toBe(250);
    // (50 + 50)² / (50 + 12.5)
    expect(figure.effectiveAnswers).toBe(160);
  });

  it("makes a mixture say less than as many answers of one kind", () => {
    const mixed = figureOf(sumCounts([signed({ promoters: 1 }), unsigned({ promoters: 29 })]));
    expect(mixed).toEqual({ status: "insufficient", answers: 30, effectiveAnswers: 24 });
    expect(figureOf(unsigned({ promoters: 30 })).status).toBe("known");
  });
});

describe("a comparison of two groups", () => {
  const good = signed({ promoters: 60, passives: 20, detractors: 20 });
  const bad = signed({ promoters: 30, passives: 20, detractors: 50 });

  it("finds a large difference and not a small one", () => {
    const large = differenceOf(good, bad, 1);
    expect(large?.points).toBeCloseTo(60);
    expect(large?.low).toBeGreaterThan(0);
    const small = differenceOf(good, signed({ promoters: 57, passives: 21, detractors: 22 }), 1);
    expect(small?.points).toBeCloseTo(5);
    expect(small?.low).toBeLessThan(0);
  });

  it("is the same the other way round, with the other sign", () => {
    const [there, back] = [differenceOf(good, bad, 3), differenceOf(bad, good, 3)];
    expect(there?.points).toBeCloseTo(-(back?.points ?? 0));
    expect(there?.low).toBeCloseTo(-(back?.high ?? 0));
  });

  it("asks for more where more are made at once", () => {
    const width = (comparisons: number) => {
      const difference = differenceOf(good, bad, comparisons);
      return (difference?.high ?? 0) - (difference?.low ?? 0);
    };
    // 2.5758 is the quantile for one of five comparisons, 1.9600 for a single one.
    expect(width(5) / width(1)).toBeCloseTo(2.5758 / 1.96, 3);
  });

  it("says nothing where either side has too few answers", () => {
    expect(differenceOf(good, signed({ promoters: 29 }), 1)).toBeNull();
    expect(differenceOf(signed({ promoters: 29 }), good, 1)).toBeNull();
  });

  it("takes the others as everything less the group", () => {
    expect(withoutCounts(sumCounts([good, bad]), good)).toEqual(bad);
  });
});

/** The same sequence in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
