import { describe, expect, it } from "vitest";
import { KINDS } from "./conversations-table";
import { planHistory } from "./plan-history";

const NOW = new Date("2026-11-26T15:30:00Z");
const history = planHistory(NOW);
const sessions = history.flatMap((day) => day.sessions);

describe("planHistory", () => {
  it("is the same for the same moment", () => {
    expect(planHistory(NOW)).toEqual(history);
  });

  it("fills fourteen days up to a little before now, less at weekends", () => {
    expect(history).toHaveLength(14);
    const times = sessions.map(({ at }) => at.getTime());
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse("2026-11-13T00:00:00Z"));
    expect(Math.max(...times)).toBeLessThan(NOW.getTime() - 10 * 60_000);
    const onDay = (iso: string): number =>
      sessions.filter(({ at }) => at.toISOString().startsWith(iso)).length;
    expect(onDay("2026-11-22")).toBeLessThan(onDay("2026-11-24"));
  });

  it("has every kind of conversation, with words in the place of every brace", () => {
    expect(new Set(sessions.map(({ kind }) => kind.feature)).size).toBe(KINDS.length);
    expect(sessions.flatMap(({ turns }) => turns).filter((text) => /[{}]/.test(text))).toEqual([]);
    expect(sessions.every(({ turns, pausesS }) => turns.length === pausesS.length && turns.length > 0)).toBe(
      true,
    );
  });

  it("gives every session an id of its own, and lets some of them answer", () => {
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(sessions.length);
    const share = sessions.filter(({ answers }) => answers).length / sessions.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.45);
  });
});
