import { beforeEach, describe, expect, it } from "vitest";
import { LocalBreakers } from "./breakers";
import type { CallReport } from "./circuit";

const OK: CallReport = { kind: "ok" };
const FAILED: CallReport = { kind: "failed" };

let nowMs: number;
let breakers: LocalBreakers;

beforeEach(() => {
  nowMs = 1_000_000;
  breakers = new LocalBreakers(() => nowMs);
});

function call(report: CallReport, times = 1, name = "a"): void {
  for (let turn = 0; turn < times; turn++) breakers.enter(name).report(report);
}
const reason = (name = "a"): string | null => breakers.blocked(name)?.reason ?? null;

describe("a circuit breaker", () => {
  it("opens after five failures when at least half of the calls fail, and only its own circuit", () => {
    call(FAILED, 4);
    expect(reason()).toBeNull();
    call(FAILED);
    expect(reason()).toBe("breaker_open");
    expect(reason("b")).toBeNull();
  });

  it("stays closed while most calls work, however many fail", () => {
    call(FAILED);
    for (let turn = 0; turn < 50; turn++) {
      call(OK, 2);
      call(FAILED);
    }
    expect(reason()).toBeNull();
  });

  it("forgets failures that are older than the window", () => {
    call(FAILED, 4);
    nowMs += 30_001;
    call(FAILED, 4);
    expect(reason()).toBeNull();
    nowMs += 15_000;
    call(FAILED);
    expect(reason()).toBe("breaker_open");
  });

  it("lets one trial call in after ten seconds, and closes after two that worked", () => {
    call(FAILED, 5);
    nowMs += 9_999;
    expect(reason()).toBe("breaker_open");
    nowMs += 1;
    expect(reason()).toBeNull();
    const probe = breakers.enter("a");
    expect(reason()).toBe("breaker_open");
    probe.report(OK);
    expect(reason()).toBeNull();
    call(OK);
    call(FAILED, 4);
    expect(reason()).toBeNull();
  });

  it("stays open for twice as long after each failed trial, up to two minutes", () => {
    call(FAILED, 5);
    for (const openMs of [10_000, 20_000, 40_000, 80_000, 120_000, 120_000]) {
      nowMs += openMs - 1;
      expect(reason()).toBe("breaker_open");
      nowMs += 1;
      expect(reason()).toBeNull();
      call(FAILED);
    }
    nowMs += 120_000;
    call(OK, 2);
    call(FAILED, 5);
    nowMs += 10_000;
    expect(reason()).toBeNull();
  });

  it("lets another trial in when a client left during the first, or when it hangs", () => {
    call(FAILED, 5);
    nowMs += 10_000;
    call({ kind: "unknown" });
    expect(reason()).toBeNull();
    breakers.enter("a");
    expect(reason()).toBe("breaker_open");
    nowMs += 30_000;
    expect(reason()).toBeNull();
  });

  it("is not closed or kept open by calls that began before it opened", () => {
    const [slowOk, slowFailed] = [breakers.enter("a"), breakers.enter("a")];
    call(FAILED, 5);
    slowOk.report(OK);
    slowFailed.report(FAILED);
    expect(reason()).toBe("breaker_open");
    nowMs += 10_000;
    expect(reason()).toBeNull();
  });

  it("learns from a call made as a last resort while open", () => {
    call(FAILED, 5);
    call(FAILED);
    expect(breakers.blocked("a")?.untilMs).toBe(nowMs + 10_000);
    call(OK);
    expect(reason()).toBeNull();
  });

  it("pauses for as long as a rate limit asks, two seconds when it does not say, five minutes at most", () => {
    for (const [forMs, pauseMs] of [
      [7_000, 7_000],
      [null, 2_000],
      [86_400_000, 300_000],
    ] as const) {
      call({ kind: "rate_limited", forMs });
      nowMs += pauseMs - 1;
      expect(reason()).toBe("cooling_down");
      nowMs += 1;
      expect(reason()).toBeNull();
    }
  });

  it("does not count rate limits as failures, and keeps the longest pause asked for", () => {
    call({ kind: "rate_limited", forMs: 10_000 }, 20);
    call({ kind: "rate_limited", forMs: 1_000 });
    expect(breakers.blocked("a")).toMatchObject({ reason: "cooling_down", untilMs: nowMs + 10_000 });
    nowMs += 10_000;
    call(FAILED, 4);
    expect(reason()).toBeNull();
  });
});
