import { describe, expect, it } from "vitest";
import type { UsageReport } from "@/server/contracts/usage-report";
import { billNote, monthName, monthsBetween, quotaNote } from "./usage-texts";

const sums = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, unpricedRequests: 0 };
const report = (over: Partial<UsageReport>, requests = 0): UsageReport => ({
  ...{ month: "2026-11", firstMonth: "2026-11", isCurrent: true, planId: "free" as const },
  ...{ from: new Date(), to: new Date(), requestsQuota: 20_000, requestsHardStop: 100_000, billMicroUsd: 0 },
  ...{ days: [], byProject: [], byModel: [], byKey: [], differences: [], projected: null },
  isTrial: false,
  judge: { calls: 0, costMicroUsd: 0 },
  requestsCounted: requests,
  total: { requests, ...sums },
  ...over,
});

describe("the months of usage", () => {
  it("go from the last to the first, over the turn of a year, and are named", () => {
    expect(monthsBetween("2026-11", "2027-02")).toEqual(["2027-02", "2027-01", "2026-12", "2026-11"]);
    expect(monthsBetween("2026-11", "2026-11")).toEqual(["2026-11"]);
    expect(monthName("2026-11")).toBe("November 2026");
  });
});

describe("what is said of the quota", () => {
  it("is what is left, then what is past it and where it ends", () => {
    expect(quotaNote(report({}, 15_000))).toBe("5,000 of 20,000 left");
    expect(quotaNote(report({}, 25_000))).toBe("5,000 past the included 20,000; stops at 100,000");
    expect(
      quotaNote(report({ planId: "pro", requestsQuota: 200_000, requestsHardStop: null }, 250_000)),
    ).toBe("50,000 past the included 200,000");
    expect(quotaNote(report({ requestsCounted: 3 }, 10_003))).toBe(
      "19,997 of 20,000 left; 10,000 from before the plan began do not count",
    );
  });
});

describe("what is said of the bill", () => {
  it("is what is expected, or that it stays", () => {
    const facts = { planId: "pro" as const, billMicroUsd: 59_000_000 };
    const projected = { requests: 250_000, costMicroUsd: 0, billMicroUsd: 67_000_000, overageBlocks: 1 };
    expect(billNote(report({ ...facts, projected }))).toBe(
      "$67.00 expected, with 1 block past the included requests",
    );
    const same = { ...projected, billMicroUsd: 59_000_000, overageBlocks: 0 };
    expect(billNote(report({ ...facts, projected: same }))).toBe("stays so at the pace of the last 7 days");
    expect(billNote(report({ planId: "enterprise", billMicroUsd: null }))).toBe("by contract");
  });
});
