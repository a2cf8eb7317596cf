import { describe, expect, it } from "vitest";
import type { ModelRow } from "@/server/contracts/models";
import { shownModels } from "./shown-models";

const row = (id: string, over: Partial<ModelRow> = {}): ModelRow => {
  const [provider = "", model = ""] = id.split("/");
  return {
    id,
    provider,
    model,
    name: model,
    kind: "chat",
    contextWindow: null,
    maxOutputTokens: null,
    capabilities: null,
    price: null,
    isSandbox: false,
    priceSource: null,
    priceOverrideId: null,
    isConnected: true,
    requests: 0,
    costMicroUsd: 0,
    unpricedRequests: 0,
    lastUsedAt: null,
    ...over,
  };
};

const MODELS = [
  row("openai/gpt-b", { price: { input: 2 }, priceSource: "list", capabilities: ["vision"], requests: 1 }),
  row("openai/gpt-a", { price: { input: { base: 1, tiers: [] } }, priceSource: "list", contextWindow: 9 }),
  row("custom/home-made", { requests: 5 }),
  row("custom/priced", { price: { input: 3 }, priceSource: "override", costMicroUsd: 7 }),
];
const NONE = { q: null, provider: null, can: null, price: null, sort: "name" } as const;
const ids = (filters: Partial<Parameters<typeof shownModels>[1]>): string[] =>
  shownModels(MODELS, { ...NONE, ...filters }).map(({ model }) => model);

describe("shownModels", () => {
  it("finds by every word of the search, by provider, by what a model can do and by its price", () => {
    expect(ids({ q: " GPT  open" })).toEqual(["gpt-a", "gpt-b"]);
    expect(ids({ provider: "custom" })).toEqual(["home-made", "priced"]);
    expect(ids({ can: "vision" })).toEqual(["gpt-b"]);
    expect(ids({ price: "unknown" })).toEqual(["home-made"]);
    expect(ids({ price: "own" })).toEqual(["priced"]);
    expect(ids({ price: "known", q: "nothing" })).toEqual([]);
  });

  it("sorts with unknown figures last, whichever way is up", () => {
    expect(ids({ sort: "cheapest" })).toEqual(["gpt-a", "gpt-b", "priced", "home-made"]);
    expect(ids({ sort: "dearest" })).toEqual(["priced", "gpt-b", "gpt-a", "home-made"]);
    expect(ids({ sort: "used" })).toEqual(["home-made", "gpt-b", "priced", "gpt-a"]);
    expect(ids({ sort: "context" })[0]).toBe("gpt-a");
    expect(ids({ sort: "cost" })[0]).toBe("priced");
  });
});
