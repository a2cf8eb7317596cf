import { expect, it } from "vitest";
import { prepareNpsTrend } from "./prepare-nps-trend";

const at = (day: string) => new Date(`2026-11-${day}T00:00:00Z`);
const known = { status: "known", answers: 40, effectiveAnswers: 40, nps: 50, low: 20, high: 80 } as const;
const few = { status: "insufficient", answers: 3, effectiveAnswers: 3 } as const;

// 2 November 2026 is a Monday.
const trend = prepareNpsTrend({
  from: at("04"),
  to: at("25"),
  weeks: [
    { start: at("02"), figure: few },
    { start: at("16"), figure: known },
  ],
});

it("has every week of the range, from Monday to Monday, cut by the range's ends", () => {
  expect(trend.weeks.map((week) => week.label)).toEqual([
    "2 Nov–8 Nov",
    "9 Nov–15 Nov",
    "16 Nov–22 Nov",
    "23 Nov–29 Nov",
  ]);
  expect(trend.weeks[0]?.left).toBe(0);
  expect(trend.weeks[0]?.width).toBeCloseTo(5 / 21);
  expect(trend.weeks.reduce((sum, week) => sum + week.width, 0)).toBeCloseTo(1);
});

it("places an NPS and its interval between −100 and 100, and leaves a gap where there are too few answers", () => {
  expect(trend.weeks.map((week) => week.place)).toEqual([
    null,
    null,
    { nps: 0.75, low: 0.6, high: 0.9 },
    null,
  ]);
  expect(trend.weeks[0]?.figure?.answers).toBe(3);
  expect(trend.weeks[1]?.figure).toBeNull();
  expect(trend.hasFigures).toBe(true);
});

it("says when no week has enough answers", () => {
  expect(prepareNpsTrend({ from: at("04"), to: at("25"), weeks: [] }).hasFigures).toBe(false);
});
