import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { listNameIn, listVersion, PRICE_LIST_VERSION } from "./price-book";
import { ratesFor } from "./rates";
import { tierFactor } from "./service-tier";
import { parseDetails, storedDetails } from "./token-usage";

describe("the price list", () => {
  it("is the version that costs say they were made with", () => {
    const entry = createRequire(import.meta.url).resolve("@pydantic/genai-prices");
    const manifest: unknown = JSON.parse(
      readFileSync(path.join(path.dirname(entry), "../package.json"), "utf8"),
    );
    expect(manifest).toMatchObject({ version: PRICE_LIST_VERSION });
  });

  it("keeps the name that was looked up beside its version", () => {
    expect(listNameIn(listVersion("gpt-4o"))).toBe("gpt-4o");
    expect(listNameIn(listVersion("a:b"))).toBe("a:b");
    expect(listNameIn(listVersion(null))).toBeNull();
    expect(listNameIn(null)).toBeNull();
  });
});

describe("ratesFor", () => {
  const vector = {
    input: {
      base: 1,
      tiers: [
        { start: 400, price: 4 },
        { start: 200, price: 2 },
      ],
    },
    output: 9,
  };

  it.each([
    [200, 1, null],
    [201, 2, 200],
    [400, 2, 200],
    [401, 4, 400],
  ])("takes a prompt of %i tokens for %i, whatever the order of the tiers", (tokens, input, tierStart) => {
    expect(ratesFor(vector, tokens)).toEqual({ rates: { input, output: 9 }, tierStart });
  });
});

describe("tierFactor", () => {
  it.each([
    ["openai", "gpt-5", null, 1, true],
    ["openai", "o3", "flex", 0.5, true],
    ["openai", "gpt-5.1", "priority", 2, true],
    ["openai", "gpt-4.1", "priority", 1, false],
    ["openai", "gpt-5", "scale", 1, false],
    ["groq", "openai/gpt-oss-20b", "flex", 1, true],
    ["anthropic", "claude-opus-4-1", "batch", 0.5, true],
    ["anthropic", "claude-opus-4-1", "priority", 1, false],
    ["custom", "m", "gold", 1, false],
  ])("knows what is published: %s %s at %s", (provider, model, tier, factor, isPublished) => {
    expect(tierFactor(provider, model, tier)).toEqual({ factor, isPublished });
  });
});

describe("stored details", () => {
  it("are nothing for most calls and come back as they were for the others", () => {
    const plain = {
      inputTokens: 5,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      outputTokens: 5,
      reasoningTokens: null,
    };
    expect(storedDetails(plain)).toBeNull();
    const details = { inputAudioTokens: 3, searches: 2, statedCostMicroUsd: 0 };
    expect(parseDetails(storedDetails({ ...plain, ...details, outputAudioTokens: 0 }))).toEqual(details);
    for (const nonsense of [null, "x", [], { inputAudioTokens: "3" }])
      expect(parseDetails(nonsense)).toEqual({});
  });
});
