import { describe, expect, it } from "vitest";
import type { PlanId } from "@/server/contracts/plans";
import type { BudgetGuard } from "@/server/modules/budgets";
import { Exchange } from "../exchange";
import { resolveScope } from "../stages/resolve-scope";
import { testCaller, testRequest } from "../stages/test-caller";
import { meetQuota } from "./meet-quota";

/** Meets the quota with the so manieth request of the month; returns the storage mode that is left. */
function meet(count: number | null, planId: PlanId = "free"): string | undefined {
  const caller = testCaller({ org: { planId } });
  const exchange = new Exchange(testRequest(), "chat");
  exchange.scope = resolveScope(caller, {}, Buffer.alloc(32));
  const budgets = { countRequest: () => count, uncountRequest: () => {} } as unknown as BudgetGuard;
  meetQuota({ budgets }, exchange, caller);
  return exchange.scope?.storageMode;
}

describe("the monthly quota of the Free plan", () => {
  it("changes nothing within it, nor while nobody knows the count", () => {
    expect(meet(20_000)).toBe("redacted");
    expect(meet(null)).toBe("redacted");
  });

  it("lets requests go on past it, without storing what was said", () => {
    expect(meet(20_001)).toBe("metadata");
    expect(meet(100_000)).toBe("metadata");
  });

  it("ends at five times the quota with a typed error", () => {
    expect(() => meet(100_001)).toThrow(expect.objectContaining({ code: "quota_exhausted" }));
  });

  it("does not hold for plans that sell what is above", () => {
    expect(meet(10_000_000, "pro")).toBe("redacted");
    expect(meet(10_000_000, "enterprise")).toBe("redacted");
  });
});
