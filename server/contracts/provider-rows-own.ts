import { ALL_PATHS, OFFLINE, type ProviderRow, TOP_K, WITH_RESPONSES } from "./provider-row";
import { MODELS_SETTING, RESPONSES_SETTING } from "./provider-settings";

/** Servers of the customer's own, and ours. */
export const OWN_ROWS: readonly ProviderRow[] = [
  {
    id: "ollama",
    name: "Ollama",
    baseUrl: null,
    priceProviderId: null,
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    settings: [MODELS_SETTING],
    quirks: { maxTokensField: "max_tokens", defaultBasePath: "/v1" },
  },
  {
    id: "vllm",
    name: "vLLM",
    baseUrl: null,
    priceProviderId: null,
    paths: WITH_RESPONSES,
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    settings: [MODELS_SETTING],
    quirks: { takes: TOP_K, defaultBasePath: "/v1" },
  },
  {
    id: "custom",
    name: "OpenAI-compatible URL",
    baseUrl: null,
    priceProviderId: null,
    paths: { ...ALL_PATHS, ...OFFLINE },
    needsKey: false,
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    settings: [MODELS_SETTING, RESPONSES_SETTING],
  },
  {
    // Built in; listens on a loopback port chosen at start (see gateway/sandbox).
    id: "sandbox",
    name: "Sandbox",
    baseUrl: null,
    priceProviderId: null,
    auth: { kind: "none" },
    paths: { ...ALL_PATHS, ...OFFLINE },
    needsKey: false,
    isSandbox: true,
  },
];
