/** Public facts about a provider that screens need; how to call it is in the provider table. */
export interface ProviderCatalogEntry {
  id: string;
  name: string;
  needsKey: boolean;
  needsBaseUrl: boolean;
  docsUrl: string | null;
  /** What this provider's keys look like. */
  keyHint: string;
  /** An address as it may look; empty where the provider has its own. */
  baseUrlExample: string;
}

/** Every provider a customer can connect. The sandbox is always connected and therefore not in the list. */
export const PROVIDER_CATALOG = [
  hosted("openai", "OpenAI", "https://platform.openai.com/api-keys", "sk-…"),
  hosted("anthropic", "Anthropic", "https://console.anthropic.com/settings/keys", "sk-ant-…"),
  hosted("google", "Google Gemini", "https://aistudio.google.com/apikey", "AIza…"),
  hosted("mistral", "Mistral", "https://console.mistral.ai/api-keys", "32 characters"),
  hosted("groq", "Groq", "https://console.groq.com/keys", "gsk_…"),
  hosted("deepseek", "DeepSeek", "https://platform.deepseek.com/api_keys", "sk-…"),
  hosted("xai", "xAI", "https://console.x.ai", "xai-…"),
  hosted("perplexity", "Perplexity", "https://www.perplexity.ai/settings/api", "pplx-…"),
  hosted("together", "Together AI", "https://api.together.ai/settings/api-keys", "64 characters"),
  hosted("fireworks", "Fireworks AI", "https://app.fireworks.ai/settings/users/api-keys", "fw_…"),
  hosted("deepinfra", "DeepInfra", "https://deepinfra.com/dash/api_keys", "32 characters"),
  hosted("cerebras", "Cerebras", "https://cloud.cerebras.ai", "csk-…"),
  hosted("sambanova", "SambaNova", "https://cloud.sambanova.ai/apis", "36 characters"),
  hosted("nebius", "Nebius Token Factory", "https://tokenfactory.nebius.com", "eyJ…"),
  hosted("novita", "Novita AI", "https://novita.ai/settings/key-management", "sk_…"),
  hosted("cohere", "Cohere", "https://dashboard.cohere.com/api-keys", "40 characters"),
  hosted("ai21", "AI21", "https://studio.ai21.com/account/api-key", "32 characters"),
  hosted("moonshot", "Moonshot AI", "https://platform.moonshot.ai/console/api-keys", "sk-…"),
  hosted(
    "zai",
    "Z.ai (Zhipu)",
    "https://z.ai/manage-apikey/apikey-list",
    "32 characters, a dot, 16 characters",
  ),
  hosted(
    "dashscope",
    "Alibaba Qwen",
    "https://www.alibabacloud.com/help/en/model-studio/get-api-key",
    "sk-…",
  ),
  hosted(
    "minimax",
    "MiniMax",
    "https://platform.minimax.io/user-center/basic-information/interface-key",
    "eyJ…",
  ),
  hosted("huggingface", "Hugging Face Inference Providers", "https://huggingface.co/settings/tokens", "hf_…"),
  hosted("nvidia", "NVIDIA NIM", "https://build.nvidia.com/settings/api-keys", "nvapi-…"),
  hosted(
    "cloudflare",
    "Cloudflare Workers AI",
    "https://dash.cloudflare.com/profile/api-tokens",
    "40 characters",
  ),
  hosted("baseten", "Baseten", "https://app.baseten.co/settings/api_keys", "an API key"),
  hosted(
    "bedrock",
    "Amazon Bedrock",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    "ABSK… or bedrock-api-key-…",
  ),
  hosted(
    "vertex",
    "Google Vertex AI",
    "https://cloud.google.com/iam/docs/keys-create-delete",
    "a service account's key file",
  ),
  hosted("openrouter", "OpenRouter", "https://openrouter.ai/settings/keys", "sk-or-…"),
  own(
    "azure",
    "Azure OpenAI",
    true,
    "https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle",
  ),
  own("ollama", "Ollama", false, "https://docs.ollama.com/api/openai-compatibility"),
  own("vllm", "vLLM", false, "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html"),
  own("custom", "OpenAI-compatible URL", false, null),
] as const satisfies readonly ProviderCatalogEntry[];

type CatalogId = (typeof PROVIDER_CATALOG)[number]["id"];

export const PROVIDER_IDS: readonly CatalogId[] = PROVIDER_CATALOG.map((entry) => entry.id);

export function providerCatalogEntry(id: string): ProviderCatalogEntry | undefined {
  return PROVIDER_CATALOG.find((entry) => entry.id === id);
}

function hosted<Id extends string>(id: Id, name: string, docsUrl: string, keyHint: string) {
  return { id, name, needsKey: true, needsBaseUrl: false, docsUrl, keyHint, baseUrlExample: "" };
}

function own<Id extends string>(id: Id, name: string, needsKey: boolean, docsUrl: string | null) {
  const keyHint = needsKey ? "32 or 84 characters" : "optional, as your server expects it";
  const baseUrlExample = needsKey ? "https://my-resource.openai.azure.com" : "https://models.example.com/v1";
  return { id, name, needsKey, needsBaseUrl: true, docsUrl, keyHint, baseUrlExample };
}
