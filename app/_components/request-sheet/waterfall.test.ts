import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attempt } from "@/server/contracts/requests";
import { prepareWaterfall } from "./waterfall";

const attempt = (facts: Partial<Attempt>): Attempt => ({
  ...{
    provider: "sandbox",
    model: "quick",
    startedMs: 2,
    durationMs: 100,
    status: 200,
    outcome: "ok",
    isHedge: false,
    error: null,
  },
  ...facts,
});

describe("waterfall", () => {
  it("lays stages before, attempts in the middle, settling at the end", () => {
    const { bars, firstToken } = prepareWaterfall({
      attempts: [
        attempt({ model: "flaky", durationMs: 50, status: 503, outcome: "http_error", error: "HTTP 503" }),
        attempt({ startedMs: 60, durationMs: 130 }),
      ],
      stages: [
        { name: "auth", durationUs: 500 },
        { name: "route", durationUs: 1_500 },
        { name: "upstream", durationUs: 180_000 },
        { name: "settle", durationUs: 2_000 },
      ],
      latencyMs: 200,
      ttftMs: 100,
    });
    expect(bars.map((bar) => bar.label)).toEqual([
      "Check key",
      "Choose route",
      "sandbox/flaky",
      "sandbox/quick",
      "Settle and record",
    ]);
    expect(bars[1]).toMatchObject({ startMs: 0.5, durationMs: 1.5 });
    expect(bars[2]).toMatchObject({ tone: "failed", detail: "HTTP 503" });
    expect(bars[3]).toMatchObject({ tone: "ok", left: 0.3, width: 0.65 });
    expect(firstToken).toBe(0.5);
  });

  it("says of a model that was not called why not, and does not paint it as a failure", () => {
    const { bars } = prepareWaterfall({
      attempts: [
        attempt({ durationMs: 0, status: null, outcome: "breaker_open" }),
        attempt({ durationMs: 0, status: null, outcome: "cooling_down" }),
      ],
      stages: [],
      latencyMs: 200,
      ttftMs: null,
    });
    expect(bars).toMatchObject([
      { tone: "skipped", detail: "Passed over: most of its recent calls failed" },
      { tone: "skipped", detail: "Passed over: the provider asked for a pause" },
    ]);
  });

  it("keeps every bar visible and inside the line, whatever was recorded", () => {
    const number = fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { maxLength: 5 }),
        fc.nat(1e6),
        number,
        (spans, latencyMs, ttftMs) => {
          const attempts = spans.map(([startedMs, durationMs]) => attempt({ startedMs, durationMs }));
          const { bars, firstToken } = prepareWaterfall({ attempts, stages: [], latencyMs, ttftMs });
          for (const bar of bars) {
            expect(bar.left).toBeGreaterThanOrEqual(0);
            expect(bar.width).toBeGreaterThan(0);
            expect(bar.left + bar.width).toBeLessThanOrEqual(1 + 1e-9);
          }
          expect(firstToken ?? 0).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("has nothing to draw for a request that reached nobody", () => {
    expect(prepareWaterfall({ attempts: [], stages: [], latencyMs: 3, ttftMs: null }).bars).toEqual([]);
  });
});
