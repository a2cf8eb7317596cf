import { describe, expect, it } from "vitest";
import { type AgedTraffic, behaviourRows } from "./behaviour-rows";
import { type AgedRow, decayed } from "./weigh-rows";

const cell = {
  ...{ category: "qa", provider: "openai", model: "gpt-4o-mini" },
  ...{ age: 0, is_past: false, is_own_past: false },
};
const traffic = (sessions: number, failed: number, more: Partial<AgedTraffic> = {}): AgedTraffic => ({
  ...{ ...cell, sessions, failed, retried: 0 },
  ...more,
});
/** Events as they are stored: how many, and how many of them good. */
const events = (n: number, good: number, more: Partial<AgedRow> = {}): AgedRow => ({
  ...{ ...cell, signal: "implicit", is_shared: true, weight: 1e6 * n, score: 1e6 * good },
  ...more,
});

/** Sessions and their mean, of reported events and of all that was only seen. */
function together(statistics: readonly AgedRow[], seen: readonly AgedTraffic[]) {
  const rows = [...statistics, ...behaviourRows(statistics, seen)];
  return decayed(rows, { isPast: () => false, nameOf: (provider, model) => `${provider}/${model}` })
    .filter(({ signal }) => signal === "implicit")
    .map(({ model, n, s }) => [model, Math.round(n), Math.round((1_000 * s) / n) / 1_000]);
}

describe("sessions of which nothing is reported", () => {
  it("count as good, so that a few complaints weigh by how many sessions there were", () => {
    const often = { model: "gpt-4o" };
    expect(
      together([events(10, 0), events(10, 0, often)], [traffic(1_000, 0), traffic(20, 0, often)]),
    ).toEqual([
      ["openai/gpt-4o-mini", 1_000, 0.99],
      ["openai/gpt-4o", 20, 0.5],
    ]);
  });

  it("say nothing where a project reports no events of this kind of task and nothing failed", () => {
    expect(behaviourRows([], [traffic(1_000, 0)])).toEqual([]);
    expect(behaviourRows([events(10, 0, { category: "code" })], [traffic(1_000, 0)])).toEqual([]);
    expect(behaviourRows([events(10, 9, { signal: "nps" })], [traffic(1_000, 0)])).toEqual([]);
  });

  it("are never fewer than none, where more events were reported than sessions began", () => {
    expect(together([events(50, 25)], [traffic(20, 0)])).toEqual([["openai/gpt-4o-mini", 50, 0.5]]);
  });

  it("are not counted as good where an unsigned answer, that teaches others nothing, was bad", () => {
    const [row] = behaviourRows([events(4, 0, { is_shared: false })], [traffic(10, 0)]);
    expect(row).toMatchObject({ is_shared: true, weight: 6e6, score: 6e6 });
  });
});

describe("a session that failed", () => {
  it("counts as bad, and every other as good, also where no event is ever reported", () => {
    const other = { model: "gpt-4o" };
    expect(together([], [traffic(100, 20), traffic(100, 0, other)])).toEqual([
      ["openai/gpt-4o-mini", 100, 0.8],
      ["openai/gpt-4o", 100, 1],
    ]);
  });

  it("counts once, however often its client tries again", () => {
    expect(together([], [traffic(1, 30)])).toEqual([["openai/gpt-4o-mini", 1, 0]]);
  });

  it("teaches others nothing of a model that is nobody else's", () => {
    const [row] = behaviourRows([], [traffic(10, 5, { provider: "sandbox", model: "quick" })]);
    expect(row?.is_shared).toBe(false);
  });
});

describe("a session in which the user asked the same again", () => {
  it("counts as bad, and every other as good, also where no event is ever reported", () => {
    const other = { model: "gpt-4o" };
    expect(together([], [traffic(100, 0, { retried: 20 }), traffic(100, 0, other)])).toEqual([
      ["openai/gpt-4o-mini", 100, 0.8],
      ["openai/gpt-4o", 100, 1],
    ]);
  });

  it("counts once, however often its user tries again, and beside those that failed", () => {
    expect(together([], [traffic(1, 0, { retried: 30 })])).toEqual([["openai/gpt-4o-mini", 1, 0]]);
    expect(together([], [traffic(100, 10, { retried: 20 })])).toEqual([["openai/gpt-4o-mini", 100, 0.7]]);
  });

  it("is not counted again where the application reported it", () => {
    expect(together([events(20, 0)], [traffic(100, 0, { retried: 20 })])).toEqual([
      ["openai/gpt-4o-mini", 100, 0.8],
    ]);
    expect(together([events(20, 20)], [traffic(100, 0, { retried: 20 })])).toEqual([
      ["openai/gpt-4o-mini", 100, 0.8],
    ]);
  });
});
