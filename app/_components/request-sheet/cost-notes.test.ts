import { describe, expect, it } from "vitest";
import type { CostBreakdown } from "@/server/contracts/prices";
import { costNotes } from "./cost-notes";

const PRICED = {
  costMicroUsd: 3_000,
  isUsageEstimated: false,
  isSandbox: false,
  inputTokens: 10,
  outputTokens: 5,
};
const LIST: CostBreakdown = {
  source: "list",
  version: "0.1.8:gpt-4o",
  parts: [],
  tierStart: null,
  serviceTier: null,
  serviceTierFactor: null,
  serviceTierState: "standard",
  unusedMicroUsd: 0,
  embeddingMicroUsd: 0,
  statedMicroUsd: null,
};
const notes = (over: Partial<CostBreakdown>, request: Partial<typeof PRICED> = {}): string =>
  costNotes({ ...PRICED, ...request, costBreakdown: { ...LIST, ...over } }).join(" ");

describe("costNotes", () => {
  it("names the source of a price and its version", () => {
    expect(notes({})).toBe("Public price list, version 0.1.8.");
    expect(notes({ source: "override", version: "price_1" })).toBe("Your own price (price_1).");
    expect(notes({ source: "provider", version: null })).toContain("what the provider says it charged");
    expect(notes({}, { isSandbox: true })).toContain("Fictional");
    expect(notes({ parts: null })).toContain("Prices have changed since");
  });

  it("explains tiers, published or not, and a provider's own figure that differs", () => {
    expect(notes({ tierStart: 200_000 })).toContain("longer than 200,000 tokens");
    const flex = { serviceTier: "flex", serviceTierFactor: 0.5, serviceTierState: "published" } as const;
    expect(notes(flex)).toContain("0.5 × the standard price");
    expect(notes({ serviceTier: "scale", serviceTierState: "unpublished" })).toContain("publishes no price");
    expect(notes({ statedMicroUsd: 2_500 })).toContain("$0.0025");
    expect(notes({ statedMicroUsd: 3_000 })).not.toContain("own figure");
  });

  it("says why a cost is unknown or only about right", () => {
    const unknown = costNotes({ ...PRICED, costMicroUsd: null, costBreakdown: null });
    expect(unknown.join(" ")).toContain("unknown rather than 0");
    expect(notes({}, { isUsageEstimated: true })).toContain("our estimate");
    const unused = {
      costMicroUsd: null,
      isUsageEstimated: false,
      isSandbox: false,
      inputTokens: null,
      outputTokens: null,
    };
    expect(costNotes({ ...unused, costBreakdown: null })).toEqual([]);
  });
});
