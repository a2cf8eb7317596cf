import type { CredentialKind } from "./provider-credentials";
import type { DeclaredModel, ProviderSetting } from "./provider-settings";

export type SettingValues = Readonly<Record<string, unknown>>;

export type ProviderAuth =
  | { kind: "bearer" }
  | { kind: "header"; header: string }
  | { kind: "none" }
  /** An API key as bearer, or an access key that signs each request for the connection's region. */
  | { kind: "aws"; service: string }
  /** A token that is bought from this fixed address, never from one named in a pasted file. */
  | { kind: "google"; tokenUrl: string; scope: string }
  /** An API key in a header, or a token for a client of Microsoft Entra. */
  | { kind: "azure"; header: string; tokenUrl: string; scope: string };

/**
 * Appended to the base URL, beginning with a slash, or a whole URL. `{model}` and the names of settings in braces are
 * filled in. Null where the provider has no such endpoint.
 */
export interface ProviderPaths {
  chat: string | null;
  embeddings: string | null;
  models: string | null;
  /** Anthropic's Messages, and how many tokens a prompt of that format has; null where chat has to be spoken. */
  messages: string | null;
  countTokens: string | null;
  /** Amazon Bedrock's Converse. */
  converse: string | null;
  /** OpenAI's Responses; null where chat has to be spoken. */
  responses: string | null;
  /** Where files are kept and batches are run; under each path the object's id follows. */
  files: string | null;
  batches: string | null;
  /** Anthropic's own batches, made of whole requests instead of a file. */
  messageBatches: string | null;
}

/** Models of a provider that are called in another way than its others. */
export interface ModelFamily {
  models: RegExp;
  paths?: Partial<ProviderPaths>;
  streamPaths?: Partial<ProviderPaths>;
  quirks?: Partial<ProviderQuirks>;
}

/** How a provider is called once the customer has filled in an optional setting. */
export interface SettingVariant {
  setting: string;
  basePath: string;
  paths: Partial<ProviderPaths>;
}

/** `{host}` of an address, where it does not simply repeat a setting. */
export interface HostRule {
  setting: string;
  special: Readonly<Record<string, string>>;
  otherwise: string;
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
  /** Models that take `reasoning_effort`, which others refuse; null for none that we know. */
  reasoningEffort: RegExp | null;
  /** Members beyond OpenAI's that it takes, and `user`, which some refuse; told where a request is translated into chat. */
  takes: Readonly<Record<"topK" | "cacheMarks" | "user", boolean>>;
  /** Models that its Responses reach and its chat does not; null for none. */
  responsesOnly: RegExp | null;
  /** Put before a model name without a slash. */
  modelPrefix: string | null;
  /** Added to a customer's base URL that has no path of its own. */
  defaultBasePath: string | null;
  /** What an hour in the prompt cache costs to write, as a multiple of the input price; null where there is no such thing. */
  hourCacheWriteFactor: number | null;
  /** Sent with each call. */
  headers: Readonly<Record<string, string>>;
  /** Messages whose model stands in the address: the version that the body has to name, and whether `stream` may stay. */
  cloudMessages: { version: string; keepsStream: boolean; takesBetaInBody: boolean } | null;
  /** Cuts a pasted address where the provider's own path begins. */
  ownPath: RegExp | null;
  /** How everything but chat is called, where chat is a compatible endpoint beside a native interface. */
  nativeCall: { auth: ProviderAuth; headers: Readonly<Record<string, string>> } | null;
}

/** Everything known about how to call a provider. Adding one is adding one of these to the table. */
export interface Provider {
  id: string;
  name: string;
  /** Without a trailing slash; null where the customer names it. Settings in braces are filled in. */
  baseUrl: string | null;
  host: HostRule | null;
  auth: ProviderAuth;
  /** What may be stored as the secret, the usual kind first. */
  credentials: readonly CredentialKind[];
  /** What else the customer has to tell or may tell. */
  settings: readonly ProviderSetting[];
  paths: ProviderPaths;
  /** Where streams are asked for at another address. */
  streamPaths: Partial<ProviderPaths>;
  families: readonly ModelFamily[];
  whenSet: SettingVariant | null;
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
  /** Models the customer declared (Azure deployments, local models). */
  models?: readonly DeclaredModel[];
  /** Of its first connection. */
  settings?: SettingValues;
}

export interface ResolvedModel {
  provider: string;
  /** The name to send upstream. */
  model: string;
}
