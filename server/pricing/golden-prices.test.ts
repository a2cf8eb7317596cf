import { describe, expect, it } from "vitest";
import { priceUsage } from "./price";
import type { TokenUsage } from "./token-usage";

/** Worked by hand from the makers' published price pages, in USD per million tokens; the arithmetic is in the last column. */
const CASES: readonly {
  title: string;
  provider: string;
  model: string;
  at?: string;
  usage: Partial<TokenUsage>;
  microUsd: number;
}[] = [
  {
    // https://openai.com/api/pricing: gpt-4o 2.50 in, 1.25 cached, 10.00 out. 8,000 × 2.5 + 2,000 × 1.25 + 500 × 10
    title: "OpenAI, a cached prompt",
    provider: "openai",
    model: "gpt-4o",
    usage: { inputTokens: 10_000, cachedInputTokens: 2_000, outputTokens: 500 },
    microUsd: 20_000 + 2_500 + 5_000,
  },
  {
    // gpt-5.4 above 272,000 tokens: 5.00 in, 0.50 cached, 22.50 out for the whole call. 200,000 × 5 + 100,000 × 0.5 + 1,000 × 22.5
    title: "OpenAI, a prompt long enough for the higher price",
    provider: "openai",
    model: "gpt-5.4",
    usage: { inputTokens: 300_000, cachedInputTokens: 100_000, outputTokens: 1_000 },
    microUsd: 1_000_000 + 50_000 + 22_500,
  },
  {
    // https://platform.openai.com/docs/guides/flex-processing: tokens at the price of batches, half. (1,000 × 1.25 + 1,000 × 10) / 2
    title: "OpenAI, flex",
    provider: "openai",
    model: "gpt-5",
    usage: { inputTokens: 1_000, outputTokens: 1_000, serviceTier: "flex" },
    microUsd: 5_625,
  },
  {
    // https://openai.com/api-fast-mode: gpt-5.5 12.50 in, 75.00 out. 1,000 × 12.5 + 100 × 75
    title: "OpenAI, priority",
    provider: "openai",
    model: "gpt-5.5",
    usage: { inputTokens: 1_000, outputTokens: 100, serviceTier: "priority" },
    microUsd: 12_500 + 7_500,
  },
  {
    // gpt-audio: text 2.50 in, 10.00 out; audio 32.00 in, 64.00 out. 20 × 2.5 + 80 × 32 + 10 × 10 + 50 × 64
    title: "OpenAI, spoken words",
    provider: "openai",
    model: "gpt-audio",
    usage: { inputTokens: 100, inputAudioTokens: 80, outputTokens: 60, outputAudioTokens: 50 },
    microUsd: 50 + 2_560 + 100 + 3_200,
  },
  {
    // https://docs.claude.com/en/docs/about-claude/pricing: Opus 4.1 15 in, 18.75 5-minute write, 30 1-hour write, 1.50 read, 75 out.
    // 100 × 15 + 600 × 18.75 + 400 × 30 + 2,000 × 1.5 + 200 × 75
    title: "Anthropic, both kinds of cache write",
    provider: "anthropic",
    model: "claude-opus-4-1",
    usage: {
      inputTokens: 3_100,
      cachedInputTokens: 2_000,
      cacheWriteTokens: 1_000,
      hourCacheWriteTokens: 400,
      outputTokens: 200,
    },
    microUsd: 1_500 + 11_250 + 12_000 + 3_000 + 15_000,
  },
  {
    // Web search: 10 for 1,000 searches, beside tokens. Sonnet 4: 1,000 × 3 + 100 × 15 + 2 × 10,000
    title: "Anthropic, searches",
    provider: "anthropic",
    model: "claude-sonnet-4-0",
    usage: { inputTokens: 1_000, outputTokens: 100, searches: 2 },
    microUsd: 3_000 + 1_500 + 20_000,
  },
  {
    // Batches at half: (1,000 × 3 + 100 × 15) / 2
    title: "Anthropic, a batch",
    provider: "anthropic",
    model: "claude-sonnet-4-0",
    usage: { inputTokens: 1_000, outputTokens: 100, serviceTier: "batch" },
    microUsd: 2_250,
  },
  {
    // https://ai.google.dev/gemini-api/docs/pricing: 2.5 Pro above 200,000: 2.50 in, 0.25 cached, 15 out, thoughts included.
    // 250,000 × 2.5 + 50,000 × 0.25 + 1,500 × 15
    title: "Gemini, a long prompt with thoughts",
    provider: "google",
    model: "gemini-2.5-pro",
    usage: { inputTokens: 300_000, cachedInputTokens: 50_000, outputTokens: 1_500, reasoningTokens: 1_000 },
    microUsd: 625_000 + 12_500 + 22_500,
  },
  {
    // 2.5 Flash: text 0.30 in, audio 1.00 in, 2.50 out. 1,000 × 0.3 + 500 × 1 + 100 × 2.5
    title: "Gemini, heard words",
    provider: "google",
    model: "gemini-2.5-flash",
    usage: { inputTokens: 1_500, inputAudioTokens: 500, outputTokens: 100 },
    microUsd: 300 + 500 + 250,
  },
  {
    // https://api-docs.deepseek.com/quick_start/pricing, v4-flash by day: 0.22 in, 0.007 cached, 0.66 out.
    // 10,000 × 0.22 + 90,000 × 0.007 + 1,000 × 0.66
    title: "DeepSeek, outside the busy hours",
    provider: "deepseek",
    model: "deepseek-v4-flash",
    at: "2026-11-23T12:00:00Z",
    usage: { inputTokens: 100_000, cachedInputTokens: 90_000, outputTokens: 1_000 },
    microUsd: 2_200 + 630 + 660,
  },
  {
    // The same at 02:00 UTC: twice as much.
    title: "DeepSeek, in the busy hours",
    provider: "deepseek",
    model: "deepseek-v4-flash",
    at: "2026-11-23T02:00:00Z",
    usage: { inputTokens: 100_000, cachedInputTokens: 90_000, outputTokens: 1_000 },
    microUsd: 2 * (2_200 + 630 + 660),
  },
  {
    // https://docs.x.ai/docs/models: grok-4.5 2.00 in, 0.30 cached, 6.00 out, all doubled from 200,000 tokens. 1,000 × 2 + 500 × 6
    title: "xAI",
    provider: "xai",
    model: "grok-4.5",
    usage: { inputTokens: 1_000, outputTokens: 500, reasoningTokens: 400 },
    microUsd: 2_000 + 3_000,
  },
  {
    // https://docs.perplexity.ai: sonar-pro 3 in, 15 out, and a fee by search depth: 6 for 1,000 at low, as the answer states it.
    title: "Perplexity, with the fee that the answer states",
    provider: "perplexity",
    model: "sonar-pro",
    usage: { inputTokens: 100, outputTokens: 200, requestFeeMicroUsd: 6_000 },
    microUsd: 300 + 3_000 + 6_000,
  },
  {
    // sonar-deep-research: 2 in, 8 out, 3 reasoning, 2 citations, 5 for 1,000 searches.
    // 33 × 2 + 1,000 × 8 + 5,000 × 3 + 400 × 2 + 28 × 5,000
    title: "Perplexity, deep research",
    provider: "perplexity",
    model: "sonar-deep-research",
    usage: {
      inputTokens: 33,
      outputTokens: 6_000,
      reasoningTokens: 5_000,
      citationTokens: 400,
      searches: 28,
    },
    microUsd: 66 + 8_000 + 15_000 + 800 + 140_000,
  },
  {
    // https://cohere.com/pricing: Command R+ 2.50 in, 10.00 out. 1,000 × 2.5 + 1,000 × 10
    title: "Cohere",
    provider: "cohere",
    model: "command-r-plus",
    usage: { inputTokens: 1_000, outputTokens: 1_000 },
    microUsd: 12_500,
  },
];

describe("golden prices", () => {
  it.each(CASES)("$title", ({ provider, model, usage, microUsd, at = "2026-11-23T12:00:00Z" }) => {
    const whole = {
      inputTokens: null,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      ...usage,
    };
    expect(priceUsage({ provider, model, usage: whole, at: new Date(at) })?.costMicroUsd).toBe(microUsd);
  });
});
