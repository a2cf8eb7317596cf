import { describe, expect, it } from "vitest";
import { type FailedAttempt, nextStep, retryAfterMs } from "./retry-policy";

const attempt = (over: Partial<FailedAttempt>): FailedAttempt => ({
  failure: { outcome: "http_error", message: "" },
  status: 503,
  retryAfter: null,
  tries: 1,
  hasNext: false,
  retries: null,
  random: 0.5,
  ...over,
});
const connectError = { failure: { outcome: "connect_error", message: "" }, status: null } as const;

describe("nextStep", () => {
  it.each([408, 409, 429, 500, 502, 503, 504, 529])("tries %i again", (status) => {
    expect(nextStep(attempt({ status })).kind).toBe("retry");
  });

  it.each([400, 413, 415, 422])("hands %i back: every provider would say the same", (status) => {
    expect(nextStep(attempt({ status, hasNext: true }))).toEqual({ kind: "give_back" });
  });

  it.each([401, 402, 403, 404])("goes on to the next one after %i without trying again", (status) => {
    expect(nextStep(attempt({ status }))).toEqual({ kind: "next" });
  });

  it("never repeats a call that may have been answered: timeouts and broken answers", () => {
    for (const outcome of ["timeout", "invalid_response", "truncated"] as const) {
      expect(nextStep(attempt({ failure: { outcome, message: "" }, status: null }))).toEqual({
        kind: "next",
      });
    }
  });

  it("is bounded, and gives way sooner when there is someone else to ask", () => {
    expect(nextStep(attempt({ ...connectError, tries: 2 })).kind).toBe("retry");
    expect(nextStep(attempt({ ...connectError, tries: 3 })).kind).toBe("next");
    expect(nextStep(attempt({ ...connectError, tries: 2, hasNext: true })).kind).toBe("next");
    expect(nextStep(attempt({ status: 429, hasNext: true })).kind).toBe("next");
  });

  it("waits at least as long as asked, and does not wait when that is too long", () => {
    const step = nextStep(attempt({ status: 429, retryAfter: "1" }));
    expect(step.kind === "retry" && step.afterMs).toBeGreaterThanOrEqual(1_000);
    expect(nextStep(attempt({ status: 429, retryAfter: "60" }))).toEqual({ kind: "next" });
  });

  it("spreads the pauses", () => {
    const at = (random: number): number => {
      const step = nextStep(attempt({ random }));
      return step.kind === "retry" ? step.afterMs : 0;
    };
    expect(at(0.99) - at(0)).toBeGreaterThan(50);
  });
});

describe("retryAfterMs", () => {
  it("reads seconds and dates, and nothing else", () => {
    expect(retryAfterMs("2")).toBe(2_000);
    expect(retryAfterMs(new Date(10_000).toUTCString(), 4_000)).toBe(6_000);
    expect(retryAfterMs("soon")).toBeNull();
    expect(retryAfterMs(null)).toBeNull();
  });
});
