import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { priceUsage } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import { readMessagesUsage, readUsage } from "./read-usage";

function provider(id: string): Provider {
  const found = PROVIDERS[id];
  if (found === undefined) throw new Error(`no provider ${id}`);
  return found;
}

interface Counts {
  fresh: number;
  cached: number;
  written: number;
  visible: number;
  reasoning: number;
}

/** How each provider says the same call: so many fresh, cached and written tokens in, so many said and thought out. */
interface Dialect {
  provider: string;
  model: string;
  writesCache: boolean;
  read(counts: Counts): TokenUsage | null;
}

const sum = ({ fresh, cached, written }: Counts): number => fresh + cached + written;

function chat(id: string, model: string, usageOf: (counts: Counts) => object, writesCache = false): Dialect {
  return { provider: id, model, writesCache, read: (counts) => readUsage(provider(id), usageOf(counts)) };
}

const openAiChat = (counts: Counts): object => ({
  prompt_tokens: sum(counts),
  completion_tokens: counts.visible + counts.reasoning,
  total_tokens: sum(counts) + counts.visible + counts.reasoning,
  prompt_tokens_details: { cached_tokens: counts.cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: counts.reasoning, audio_tokens: 0 },
});
const openAiResponses = (counts: Counts): object => ({
  input_tokens: sum(counts),
  input_tokens_details: { cached_tokens: counts.cached },
  output_tokens: counts.visible + counts.reasoning,
  output_tokens_details: { reasoning_tokens: counts.reasoning },
  total_tokens: sum(counts) + counts.visible + counts.reasoning,
});
/** xAI and Gemini's compatible endpoint leave thoughts out of the completion, but not out of the total. */
const reasoningBeside = (counts: Counts): object => ({
  prompt_tokens: sum(counts),
  completion_tokens: counts.visible,
  total_tokens: sum(counts) + counts.visible + counts.reasoning,
  prompt_tokens_details: { cached_tokens: counts.cached },
  completion_tokens_details: { reasoning_tokens: counts.reasoning },
});

const DIALECTS: readonly Dialect[] = [
  chat("openai", "gpt-5-mini", openAiChat),
  chat("openai", "gpt-5.4", openAiResponses),
  chat("groq", "openai/gpt-oss-120b", openAiChat),
  chat("mistral", "mistral-medium-latest", openAiChat),
  chat("xai", "grok-4.5", reasoningBeside),
  chat("google", "gemini-2.5-pro", reasoningBeside),
  chat("google", "gemini-2.5-flash", (counts) => ({
    promptTokenCount: sum(counts),
    cachedContentTokenCount: counts.cached,
    candidatesTokenCount: counts.visible,
    thoughtsTokenCount: counts.reasoning,
    totalTokenCount: sum(counts) + counts.visible + counts.reasoning,
  })),
  chat("deepseek", "deepseek-chat", (counts) => ({
    prompt_tokens: sum(counts),
    prompt_cache_hit_tokens: counts.cached,
    prompt_cache_miss_tokens: sum(counts) - counts.cached,
    completion_tokens: counts.visible + counts.reasoning,
    completion_tokens_details: { reasoning_tokens: counts.reasoning },
  })),
  chat("perplexity", "sonar-deep-research", (counts) => ({
    prompt_tokens: sum(counts),
    completion_tokens: counts.visible,
    total_tokens: sum(counts) + counts.visible,
    reasoning_tokens: counts.reasoning,
  })),
  chat("openrouter", "anthropic/claude-sonnet-4", openAiChat),
  chat("cohere", "command-r", (counts) => ({
    billed_units: { input_tokens: sum(counts), output_tokens: counts.visible + counts.reasoning },
    tokens: { input_tokens: sum(counts) + 66, output_tokens: counts.visible + counts.reasoning },
  })),
  chat(
    "anthropic",
    "claude-opus-4-1",
    (counts) => ({
      inputTokens: counts.fresh,
      cacheReadInputTokens: counts.cached,
      cacheWriteInputTokens: counts.written,
      outputTokens: counts.visible + counts.reasoning,
      totalTokens: sum(counts) + counts.visible + counts.reasoning,
    }),
    true,
  ),
  {
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    writesCache: true,
    read: (counts) =>
      readMessagesUsage({
        input_tokens: counts.fresh,
        cache_read_input_tokens: counts.cached,
        cache_creation_input_tokens: counts.written,
        cache_creation: { ephemeral_5m_input_tokens: counts.written, ephemeral_1h_input_tokens: 0 },
        output_tokens: counts.visible + counts.reasoning,
      }),
  },
];

const at = new Date("2026-11-23T12:00:00Z");
const n = fc.integer({ min: 0, max: 120_000 });
const countsOf = ({ writesCache }: Dialect): fc.Arbitrary<Counts> =>
  fc.record({ fresh: n, cached: n, written: writesCache ? n : fc.constant(0), visible: n, reasoning: n });

function costOf(dialect: Dialect, counts: Counts): number {
  const usage = dialect.read(counts);
  const price = usage && priceUsage({ provider: dialect.provider, model: dialect.model, usage, at });
  if (!price) throw new Error(`no price for ${dialect.provider}/${dialect.model}`);
  return price.costMicroUsd;
}

describe.each(DIALECTS)("usage of $provider for $model", (dialect) => {
  it("counts every token once: the parts of a cost are all tokens of the call, cached ones never paid twice", () => {
    fc.assert(
      fc.property(countsOf(dialect), (counts) => {
        const usage = dialect.read(counts);
        expect(usage?.inputTokens).toBe(sum(counts));
        expect(usage?.outputTokens).toBe(counts.visible + counts.reasoning);
        expect(usage?.cachedInputTokens ?? 0).toBeLessThanOrEqual(usage?.inputTokens ?? 0);
        const price = usage && priceUsage({ provider: dialect.provider, model: dialect.model, usage, at });
        const tokens = price?.parts.filter(({ name }) => !name.startsWith("thousand")) ?? [];
        expect(tokens.reduce((total, part) => total + part.count, 0)).toBe(
          sum(counts) + counts.visible + counts.reasoning,
        );
        const exact = tokens.reduce((total, part) => total + part.count * (part.rateUsd ?? 0), 0);
        const charged = tokens.reduce((total, part) => total + part.microUsd, 0);
        expect(Math.abs(charged - exact)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("costs nothing for nothing, and never less for more", () => {
    const nothing = { fresh: 0, cached: 0, written: 0, visible: 0, reasoning: 0 };
    expect(costOf(dialect, nothing)).toBe(0);
    const grown = fc.constantFrom<(keyof Counts)[]>("fresh", "cached", "visible", "reasoning");
    fc.assert(
      fc.property(countsOf(dialect), grown, n, (counts, name, more) => {
        expect(costOf(dialect, { ...counts, [name]: counts[name] + more })).toBeGreaterThanOrEqual(
          costOf(dialect, counts),
        );
      }),
    );
  });
});

describe("readUsage", () => {
  const nonsense = fc.constantFrom<unknown[]>(
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    1e12,
    1.5,
    "12",
    null,
    {},
    [],
    true,
  );

  it("takes a count that cannot be one as not told", () => {
    fc.assert(
      fc.property(nonsense, nonsense, (left, right) => {
        expect(readUsage(provider("openai"), { prompt_tokens: left, completion_tokens: right })).toBeNull();
        expect(readMessagesUsage({ input_tokens: left, output_tokens: right })).toBeNull();
        const read = readUsage(provider("openai"), {
          prompt_tokens: 100,
          completion_tokens: 5,
          prompt_tokens_details: { cached_tokens: left, audio_tokens: right },
          completion_tokens_details: { reasoning_tokens: right },
          cost: left,
          service_tier: right,
        });
        expect(read).toMatchObject({ inputTokens: 100, cachedInputTokens: null, outputTokens: 5 });
        expect(read?.inputAudioTokens).toBeUndefined();
      }),
    );
  });

  it("never takes more for cached than there was", () => {
    const odd = { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 5_000 } };
    expect(readUsage(provider("openai"), odd)).toMatchObject({ inputTokens: 10, cachedInputTokens: 10 });
  });

  it("reads an hour in the cache and server tools of Anthropic", () => {
    expect(
      readMessagesUsage({
        input_tokens: 10,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 40 },
        output_tokens: 7,
        server_tool_use: { web_search_requests: 3 },
        service_tier: "batch",
      }),
    ).toMatchObject({
      inputTokens: 150,
      cacheWriteTokens: 140,
      hourCacheWriteTokens: 40,
      searches: 3,
      serviceTier: "batch",
    });
  });

  it("reads spoken and seen tokens", () => {
    expect(
      readUsage(provider("openai"), {
        prompt_tokens: 100,
        completion_tokens: 60,
        prompt_tokens_details: {
          audio_tokens: 80,
          cached_tokens: 20,
          cached_tokens_details: { audio_tokens: 10 },
        },
        completion_tokens_details: { audio_tokens: 50 },
      }),
    ).toMatchObject({ inputAudioTokens: 80, cachedAudioTokens: 10, outputAudioTokens: 50 });
    expect(
      readUsage(provider("google"), {
        promptTokenCount: 300,
        promptTokensDetails: [
          { modality: "TEXT", tokenCount: 42 },
          { modality: "IMAGE", tokenCount: 258 },
        ],
        toolUsePromptTokenCount: 20,
        thoughtsTokenCount: 5,
      }),
    ).toMatchObject({ inputTokens: 320, inputImageTokens: 258, outputTokens: 5 });
  });

  it.each([
    ["openrouter", { cost: 0.0063 }, 6_300],
    ["openrouter", { cost: 0.0001, is_byok: true, cost_details: { upstream_inference_cost: 0.002 } }, 2_100],
    ["openrouter", { cost: 0.002, is_byok: false, cost_details: { upstream_inference_cost: 0.002 } }, 2_000],
    ["xai", { cost_in_usd_ticks: 37_756_000 }, 3_776],
    ["deepinfra", { estimated_cost: 0.0000104 }, 10],
    ["perplexity", { cost: { total_cost: 0.0051, request_cost: 0.005 } }, 5_100],
    ["openrouter", { cost: -1 }, undefined],
    ["openrouter", { cost: 1e9 }, undefined],
  ])("reads what %s says it charged: %j", (id, stated, expected) => {
    const read = readUsage(provider(id), { prompt_tokens: 1, completion_tokens: 1, ...stated });
    expect(read?.statedCostMicroUsd).toBe(expected);
  });
});
