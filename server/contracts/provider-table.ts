import type { Provider, ProviderQuirks } from "./provider-types";

const PLAIN: ProviderQuirks = {
  supportsStreamOptions: true,
  streamUsage: "when_asked",
  maxTokensField: "either",
  isReasoningBesideOutput: false,
  modelPrefix: null,
  defaultBasePath: null,
  headers: {},
  nativeCall: null,
  hourCacheWriteFactor: null,
};

const CHAT_ONLY = {
  chat: "/chat/completions",
  embeddings: null,
  models: null,
  messages: null,
  countTokens: null,
} as const;
const NO_EMBEDDINGS = { ...CHAT_ONLY, models: "/models" } as const;
const ALL_PATHS = { ...NO_EMBEDDINGS, embeddings: "/embeddings" } as const;

type Row = Pick<Provider, "id" | "name" | "baseUrl" | "priceProviderId"> &
  Partial<Omit<Provider, "quirks">> & { quirks?: Partial<ProviderQuirks> };

const ROWS: readonly Row[] = [
  {
    id: "openai",
    name: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    priceProviderId: "openai",
    isModelMaker: true,
    quirks: { maxTokensField: "max_completion_tokens" },
  },
  {
    // It has an OpenAI-compatible endpoint too, which leaves out prompt caching, thoughts and structured output.
    id: "anthropic",
    name: "Anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    priceProviderId: "anthropic",
    isModelMaker: true,
    paths: {
      ...CHAT_ONLY,
      chat: null,
      models: "/models?limit=1000",
      messages: "/messages",
      countTokens: "/messages/count_tokens",
    },
    quirks: {
      hourCacheWriteFactor: 2,
      nativeCall: {
        auth: { kind: "header", header: "x-api-key" },
        headers: { "anthropic-version": "2023-06-01" },
      },
    },
  },
  {
    id: "google",
    name: "Google Gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    priceProviderId: "google",
    isModelMaker: true,
    // The price list also has what Vertex AI serves, other makers' models among them.
    serves: /^(models\/)?(gemini|gemma|learnlm|text-embedding|embedding)-(?!.*-maas$)/,
    quirks: { isReasoningBesideOutput: true },
  },
  {
    // Refuses `stream_options` and `max_completion_tokens` with 422 extra_forbidden.
    id: "mistral",
    name: "Mistral",
    baseUrl: "https://api.mistral.ai/v1",
    priceProviderId: "mistral",
    isModelMaker: true,
    quirks: { supportsStreamOptions: false, streamUsage: "always", maxTokensField: "max_tokens" },
  },
  {
    // Streams carry usage in `x_groq.usage` too.
    id: "groq",
    name: "Groq",
    baseUrl: "https://api.groq.com/openai/v1",
    priceProviderId: "groq",
    paths: NO_EMBEDDINGS,
  },
  {
    // Cached tokens come as `prompt_cache_hit_tokens` at the top of usage.
    id: "deepseek",
    name: "DeepSeek",
    baseUrl: "https://api.deepseek.com/v1",
    priceProviderId: "deepseek",
    isModelMaker: true,
    paths: NO_EMBEDDINGS,
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    id: "xai",
    name: "xAI",
    baseUrl: "https://api.x.ai/v1",
    priceProviderId: "x-ai",
    isModelMaker: true,
    paths: NO_EMBEDDINGS,
    quirks: { isReasoningBesideOutput: true },
  },
  {
    id: "perplexity",
    name: "Perplexity",
    baseUrl: "https://api.perplexity.ai",
    priceProviderId: "perplexity",
    isModelMaker: true,
    paths: CHAT_ONLY,
    quirks: {
      supportsStreamOptions: false,
      streamUsage: "every_chunk",
      maxTokensField: "max_tokens",
      isReasoningBesideOutput: true,
    },
  },
  {
    id: "together",
    name: "Together AI",
    baseUrl: "https://api.together.xyz/v1",
    priceProviderId: "together",
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    id: "fireworks",
    name: "Fireworks AI",
    baseUrl: "https://api.fireworks.ai/inference/v1",
    priceProviderId: "fireworks",
    quirks: { modelPrefix: "accounts/fireworks/models/" },
  },
  {
    id: "deepinfra",
    name: "DeepInfra",
    baseUrl: "https://api.deepinfra.com/v1/openai",
    priceProviderId: null,
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    id: "cerebras",
    name: "Cerebras",
    baseUrl: "https://api.cerebras.ai/v1",
    priceProviderId: "cerebras",
    paths: NO_EMBEDDINGS,
    quirks: { supportsStreamOptions: false, streamUsage: "always", maxTokensField: "max_completion_tokens" },
  },
  {
    id: "sambanova",
    name: "SambaNova",
    baseUrl: "https://api.sambanova.ai/v1",
    priceProviderId: null,
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    // Prices as Hugging Face's router passes them on, which adds nothing to Nebius's own.
    id: "nebius",
    name: "Nebius Token Factory",
    baseUrl: "https://api.tokenfactory.nebius.com/v1",
    priceProviderId: "huggingface_nebius",
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    id: "novita",
    name: "Novita AI",
    baseUrl: "https://api.novita.ai/openai/v1",
    priceProviderId: "novita",
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    // The compatibility endpoint; the native one speaks another wire.
    id: "cohere",
    name: "Cohere",
    baseUrl: "https://api.cohere.ai/compatibility/v1",
    priceProviderId: "cohere",
    isModelMaker: true,
    paths: { ...CHAT_ONLY, embeddings: "/embeddings" },
    quirks: { maxTokensField: "max_tokens" },
  },
  {
    id: "ai21",
    name: "AI21",
    baseUrl: "https://api.ai21.com/studio/v1",
    priceProviderId: null,
    isModelMaker: true,
    hasOpenCatalogue: true,
    paths: CHAT_ONLY,
    quirks: { supportsStreamOptions: false, streamUsage: "always", maxTokensField: "max_tokens" },
  },
  {
    id: "openrouter",
    name: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    priceProviderId: "openrouter",
    quirks: { streamUsage: "always", headers: { "x-title": "Floopy" } },
  },
  {
    // The v1 endpoint of a resource: https://<resource>.openai.azure.com/openai/v1; `model` is the deployment.
    id: "azure",
    name: "Azure OpenAI",
    baseUrl: null,
    priceProviderId: "azure",
    auth: { kind: "header", header: "api-key" },
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    quirks: { maxTokensField: "max_completion_tokens", defaultBasePath: "/openai/v1" },
  },
  {
    id: "ollama",
    name: "Ollama",
    baseUrl: null,
    priceProviderId: null,
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    quirks: { maxTokensField: "max_tokens", defaultBasePath: "/v1" },
  },
  {
    id: "vllm",
    name: "vLLM",
    baseUrl: null,
    priceProviderId: null,
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    quirks: { defaultBasePath: "/v1" },
  },
  {
    id: "custom",
    name: "OpenAI-compatible URL",
    baseUrl: null,
    priceProviderId: null,
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
  },
  {
    // Built in; listens on a loopback port chosen at start (see gateway/sandbox).
    id: "sandbox",
    name: "Sandbox",
    baseUrl: null,
    priceProviderId: null,
    auth: { kind: "none" },
    needsKey: false,
    isSandbox: true,
  },
];

function provider(row: Row): Provider {
  return {
    auth: { kind: "bearer" },
    paths: ALL_PATHS,
    needsKey: true,
    needsBaseUrl: false,
    isSandbox: false,
    isModelMaker: false,
    hasOpenCatalogue: false,
    serves: null,
    ...row,
    quirks: { ...PLAIN, ...row.quirks },
  };
}

/** No prototype: an id comes from a request, and `constructor` must not be found. */
const table: Record<string, Provider> = Object.create(null);
for (const row of ROWS) table[row.id] = provider(row);

/** Every provider by id. Besides this table only the catalogue, the sandbox and the fixtures name providers. */
export const PROVIDERS: Readonly<Record<string, Provider>> = Object.freeze(table);

/** Other names under which customers know a provider, as the first part of `provider/model`. */
export const PROVIDER_ALIASES: ReadonlyMap<string, string> = new Map([
  ["gemini", "google"],
  ["google-ai-studio", "google"],
  ["mistralai", "mistral"],
  ["x-ai", "xai"],
  ["grok", "xai"],
  ["together_ai", "together"],
  ["togetherai", "together"],
  ["fireworks_ai", "fireworks"],
  ["fireworks-ai", "fireworks"],
  ["azure-openai", "azure"],
]);
