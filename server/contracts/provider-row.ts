import type { Provider, ProviderPaths, ProviderQuirks } from "./provider-types";

const PLAIN: ProviderQuirks = {
  supportsStreamOptions: true,
  streamUsage: "when_asked",
  maxTokensField: "either",
  isReasoningBesideOutput: false,
  reasoningEffort: null,
  responsesOnly: null,
  takes: { topK: false, cacheMarks: false, user: true },
  modelPrefix: null,
  defaultBasePath: null,
  ownPath: null,
  headers: {},
  nativeCall: null,
  cloudMessages: null,
  hourCacheWriteFactor: null,
};

/** Of those that take `top_k` beside OpenAI's members. */
export const TOP_K: ProviderQuirks["takes"] = { ...PLAIN.takes, topK: true };

/** OpenAI's models that its chat answers 404 for. */
export const RESPONSES_ONLY = /^(?:o\d+|gpt-[\d.]+)-(?:pro|codex)|deep-research|^codex-|^computer-use/;

export const NO_PATHS: ProviderPaths = {
  chat: null,
  embeddings: null,
  models: null,
  messages: null,
  countTokens: null,
  converse: null,
  responses: null,
  files: null,
  batches: null,
  messageBatches: null,
};
export const CHAT_ONLY: ProviderPaths = { ...NO_PATHS, chat: "/chat/completions" };
export const NO_EMBEDDINGS: ProviderPaths = { ...CHAT_ONLY, models: "/models" };
export const ALL_PATHS: ProviderPaths = { ...NO_EMBEDDINGS, embeddings: "/embeddings" };
export const WITH_RESPONSES: ProviderPaths = { ...ALL_PATHS, responses: "/responses" };
/** Files and batches as OpenAI has them. */
export const OFFLINE = { files: "/files", batches: "/batches" } as const;

/** What has to be said of a provider; for all else it is like most. */
export type ProviderRow = Pick<Provider, "id" | "name" | "baseUrl" | "priceProviderId"> &
  Partial<Omit<Provider, "quirks">> & { quirks?: Partial<ProviderQuirks> };

/** A provider of the table from what is particular about it. */
export function provider(row: ProviderRow): Provider {
  return {
    host: null,
    auth: { kind: "bearer" },
    credentials: ["api_key"],
    settings: [],
    paths: ALL_PATHS,
    streamPaths: {},
    families: [],
    whenSet: null,
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
