export type ProviderAuth = { kind: "bearer" } | { kind: "header"; header: string } | { kind: "none" };

export interface ProviderPaths {
  /** Appended to the base URL; begin with a slash. Null where chat has to be translated. */
  chat: string | null;
  embeddings: string | null;
  models: string | null;
  /** Anthropic's Messages, and how many tokens a prompt of that format has; null where chat has to be spoken. */
  messages: string | null;
  countTokens: string | null;
}

/** How a provider departs from the OpenAI chat wire. A field is here because some code reads it. */
export interface ProviderQuirks {
  /** False: the provider refuses or ignores `stream_options`, so it must not be added to a request. */
  supportsStreamOptions: boolean;
  /** Whether a stream carries usage, and what it takes. */
  streamUsage: "when_asked" | "always" | "every_chunk" | "never";
  /** The output limit the provider reads. A request is passed on as it came, so this is told, not rewritten. */
  maxTokensField: "max_tokens" | "max_completion_tokens" | "either";
  /** True: `completion_tokens` leaves the reasoning tokens out. */
  isReasoningBesideOutput: boolean;
  /** Put before a model name without a slash. */
  modelPrefix: string | null;
  /** Added to a customer's base URL that has no path of its own. */
  defaultBasePath: string | null;
  /** What an hour in the prompt cache costs to write, as a multiple of the input price; null where there is no such thing. */
  hourCacheWriteFactor: number | null;
  /** Sent with each call. */
  headers: Readonly<Record<string, string>>;
  /** How everything but chat is called, where chat is a compatible endpoint beside a native interface. */
  nativeCall: { auth: ProviderAuth; headers: Readonly<Record<string, string>> } | null;
}

/** Everything known about how to call a provider. Adding one is adding one of these to the table. */
export interface Provider {
  id: string;
  name: string;
  /** Without a trailing slash; null where the customer names it. */
  baseUrl: string | null;
  auth: ProviderAuth;
  paths: ProviderPaths;
  needsKey: boolean;
  needsBaseUrl: boolean;
  isSandbox: boolean;
  /** Makes the models it serves, so it is asked before a reseller of the same model. */
  isModelMaker: boolean;
  /** Serves whatever the customer installed: an unlisted model name may be right. */
  hasOpenCatalogue: boolean;
  /** Names that its endpoint accepts, where the price list holds more under the same id; null for no such limit. */
  serves: RegExp | null;
  quirks: ProviderQuirks;
  /** Its id in @pydantic/genai-prices; null when prices are not published there. */
  priceProviderId: string | null;
}

/** A provider the organisation can call: it has a key for it, or it needs none. */
export interface ConnectedProvider {
  provider: string;
  /** Models the customer declared for a provider with an open catalogue (Azure deployments, local models). */
  models?: readonly string[];
}

export interface ResolvedModel {
  provider: string;
  /** The name to send upstream. */
  model: string;
}
