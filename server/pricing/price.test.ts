import { calcPrice } from "@pydantic/genai-prices";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { priceUsage } from "./price";
import { findPricedModel, PRICE_LIST_VERSION, pricedModels } from "./price-book";
import type { TokenUsage } from "./token-usage";

const at = new Date("2026-11-23T12:00:00Z");
const usage = (parts: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  outputTokens: 0,
  reasoningTokens: null,
  ...parts,
});
const cost = (provider: string, model: string, parts: Partial<TokenUsage>): number | null =>
  priceUsage({ provider, model, usage: usage(parts), at })?.costMicroUsd ?? null;

const everyModel = Object.keys(PROVIDERS).flatMap((provider) =>
  pricedModels(provider).map((model) => ({ provider, model: model.id })),
);

describe("priceUsage", () => {
  it("prices a known call to the micro-dollar", () => {
    const parts = { inputTokens: 1_000_000, cachedInputTokens: 400_000, outputTokens: 100_000 };
    expect(priceUsage({ provider: "openai", model: "gpt-4o-mini", usage: usage(parts), at })).toEqual({
      costMicroUsd: 600_000 * 0.15 + 400_000 * 0.075 + 100_000 * 0.6,
      inputCostMicroUsd: 600_000 * 0.15 + 400_000 * 0.075,
      outputCostMicroUsd: 60_000,
      source: "list",
      version: PRICE_LIST_VERSION,
      tierStart: null,
      parts: [
        { name: "input", count: 600_000, rateUsd: 0.15, microUsd: 90_000 },
        { name: "cachedInput", count: 400_000, rateUsd: 0.075, microUsd: 30_000 },
        { name: "output", count: 100_000, rateUsd: 0.6, microUsd: 60_000 },
      ],
    });
  });

  it("follows tiers by the length of the prompt", () => {
    expect(cost("google", "gemini-2.5-pro", { inputTokens: 100_000, outputTokens: 1_000 })).toBe(
      125_000 + 10_000,
    );
    expect(cost("google", "gemini-2.5-pro", { inputTokens: 300_000, outputTokens: 1_000 })).toBe(
      750_000 + 15_000,
    );
  });

  it("charges cache writes at their own rate and reasoning as a part of the output", () => {
    const written = cost("anthropic", "claude-sonnet-4-20250514", {
      inputTokens: 1_000,
      cacheWriteTokens: 1_000,
    });
    expect(written).toBe(3_750);
    const thought = { inputTokens: 10, outputTokens: 500, reasoningTokens: 400 };
    expect(cost("openai", "gpt-5-mini", thought)).toBe(
      cost("openai", "gpt-5-mini", { inputTokens: 10, outputTokens: 500 }),
    );
  });

  it("charges an hour in the cache twice the input price, at the tier of the whole prompt", () => {
    const hour = { cacheWriteTokens: 1_000, hourCacheWriteTokens: 400 };
    expect(cost("anthropic", "claude-opus-4-1", { inputTokens: 1_000, ...hour })).toBe(
      600 * 18.75 + 400 * 2 * 15,
    );
    const long = { inputTokens: 300_000, cacheWriteTokens: 100_000, hourCacheWriteTokens: 100_000 };
    expect(cost("anthropic", "claude-sonnet-4-5", long)).toBe(200_000 * 6 + 100_000 * 2 * 6);
    expect(cost("sandbox", "genius", { inputTokens: 1_000, ...hour })).toBe(1_000 * 6.25);
  });

  it("prices reasoning at its own rate where the list has one, and a request where it costs by itself", () => {
    const deep = { inputTokens: 1_000, outputTokens: 3_000, reasoningTokens: 2_000 };
    expect(cost("perplexity", "sonar-deep-research", deep)).toBe(1_000 * 2 + 1_000 * 8 + 2_000 * 3);
    expect(cost("perplexity", "sonar", { inputTokens: 1_000, outputTokens: 1_000 })).toBe(2_000 + 12_000);
  });

  it.each([
    ["an unknown model", "openai", "gpt-imaginary", { inputTokens: 10 }],
    ["a provider without published prices", "ollama", "llama3", { inputTokens: 10 }],
    ["an unknown provider", "constructor", "gpt-4o", { inputTokens: 10 }],
    ["unknown usage", "openai", "gpt-4o", { inputTokens: null }],
    [
      "output of a model that is only priced for input",
      "openai",
      "text-embedding-3-small",
      { inputTokens: 10, outputTokens: 5 },
    ],
    ["a model listed without any price", "google", "gemma-4-31b-it", { inputTokens: 10 }],
  ])("says null, never 0, for %s", (_, provider, model, parts) => {
    expect(cost(provider, model, parts)).toBeNull();
  });

  it("finds the price of a model by its full upstream name, a dated one too", () => {
    const parts = { inputTokens: 1_000_000 };
    expect(cost("fireworks", "accounts/fireworks/models/deepseek-v3p2", parts)).toBe(560_000);
    expect(cost("openai", "gpt-4o-mini-2024-07-18", parts)).toBe(150_000);
    expect(cost("openrouter", "anthropic/claude-sonnet-4", parts)).toBe(3_000_000);
    expect(cost("sandbox", "genius", parts)).toBe(5_000_000);
  });

  it("pain 5: cached and reasoning tokens mispriced. No more cached tokens are charged than there were tokens", () => {
    const odd = { inputTokens: 100, cachedInputTokens: 5_000, cacheWriteTokens: 5_000 };
    expect(cost("openai", "gpt-4o", odd)).toBe(
      cost("openai", "gpt-4o", { inputTokens: 100, cachedInputTokens: 100 }),
    );
  });

  it("agrees with the price list's own arithmetic for every model on it", () => {
    const parts = {
      inputTokens: 90_000,
      cachedInputTokens: 30_000,
      cacheWriteTokens: 7_000,
      outputTokens: 12_345,
    };
    const counted = {
      input_tokens: 90_000,
      cache_read_tokens: 30_000,
      cache_write_tokens: 7_000,
      output_tokens: 12_345,
    };
    for (const { provider, model } of everyModel) {
      const ours = cost(provider, model, parts);
      const priced = findPricedModel(provider, model);
      const theirs = priced && calcPrice(counted, priced.info.id, { provider: priced.only, timestamp: at });
      if (ours === null || !theirs) continue;
      expect(Math.abs(ours - theirs.total_price * 1e6), `${provider}/${model}`).toBeLessThanOrEqual(1);
    }
  });

  const model = fc.constantFrom(...everyModel);
  const tokens = fc.integer({ min: 0, max: 150_000 });

  it("splits every cost into input and output without a remainder, in whole micro-dollars", () => {
    fc.assert(
      fc.property(model, tokens, tokens, tokens, (which, inputTokens, cachedInputTokens, outputTokens) => {
        const price = priceUsage({
          ...which,
          usage: usage({ inputTokens, cachedInputTokens, outputTokens }),
          at,
        });
        if (!price) return;
        expect((price.inputCostMicroUsd ?? 0) + (price.outputCostMicroUsd ?? 0)).toBe(price.costMicroUsd);
        expect(price.parts.reduce((sum, part) => sum + part.microUsd, 0)).toBe(price.costMicroUsd);
        expect(price.parts.every((part) => Number.isSafeInteger(part.microUsd) && part.microUsd >= 0)).toBe(
          true,
        );
      }),
    );
  });

  it("never makes more tokens cheaper, nor cached ones dearer", () => {
    fc.assert(
      fc.property(model, tokens, tokens, tokens, (which, inputTokens, more, outputTokens) => {
        const plain = cost(which.provider, which.model, { inputTokens, outputTokens });
        if (plain === null) return;
        const longer = cost(which.provider, which.model, {
          inputTokens: inputTokens + more,
          outputTokens: outputTokens + more,
        });
        // Output of a model that is priced for input alone has no known cost, more or less.
        if (longer === null) return;
        expect(longer).toBeGreaterThanOrEqual(plain);
        const cached = cost(which.provider, which.model, {
          inputTokens,
          outputTokens,
          cachedInputTokens: inputTokens,
        });
        expect(cached).toBeLessThanOrEqual(plain);
      }),
    );
  });

  it("adds up: two calls cost what one call of both lengths costs, but for rounding, where there are no tiers", () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const of = (inputTokens: number): number => cost("openai", "gpt-4o", { inputTokens }) ?? Number.NaN;
        expect(Math.abs(of(a) + of(b) - of(a + b))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
