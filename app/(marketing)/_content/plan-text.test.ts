import { describe, expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { dollars, PLAN_ROWS, planPrice } from "./plan-text";

function cell(label: string, plan: (typeof PLANS)[keyof typeof PLANS]): string | undefined {
  return PLAN_ROWS.find((row) => row.label === label)?.value(plan);
}

describe("the pricing page", () => {
  it("prints whole dollars without cents and keeps cents where there are some", () => {
    expect(dollars(59_000_000)).toBe("$59");
    expect(dollars(1_500_000)).toBe("$1.50");
    expect(dollars(0)).toBe("$0");
  });

  it("says what happens past the quota for each kind of plan", () => {
    expect(cell("Past that", PLANS.free)).toBe("bodies off, stop at 5×");
    expect(cell("Past that", PLANS.pro)).toBe("$8 per 100,000");
    expect(cell("Past that", PLANS.enterprise)).toBe("by contract");
  });

  it("never prints a contract plan’s internal minimums as an offer", () => {
    expect(cell("Requests a minute", PLANS.enterprise)).toBe("by contract");
    expect(cell("Metadata kept", PLANS.enterprise)).toBe("by contract");
    expect(planPrice(PLANS.enterprise).amount).toBe("Custom");
  });
});
