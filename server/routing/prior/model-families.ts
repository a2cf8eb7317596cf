/** A family of models that public benchmarks have measured, by the end of a name as any provider writes it. */
interface ModelFamily {
  family: string;
  pattern: RegExp;
}

const end =
  "(-instruct|-chat|-it|-turbo|-hf|-latest|-lite|-fp8|-v\\d[\\d.:]*|-maas|-\\d{3}|-?@?20\\d\\d-?\\d\\d-?\\d\\d|-\\d{4})*(:\\w+)?$";
const family = (name: string, start: string): ModelFamily => ({
  family: name,
  pattern: new RegExp(`(^|[/.])(meta-)?${start}${end}`, "i"),
});

/**
 * The first that matches holds. A newer generation is another family: what is known of the old one says little about
 * it, so it begins with no opinion.
 */
const FAMILIES: readonly ModelFamily[] = [
  family("gpt-4o-mini", "gpt-4o-mini"),
  family("gpt-4o", "(chatgpt|gpt)-4o"),
  family("gpt-4-turbo", "gpt-4-(turbo(-preview)?|1106-preview|0125-preview)"),
  family("gpt-3.5-turbo", "gpt-3\\.5-turbo(-16k)?"),
  family("o1-mini", "o1-mini"),
  family("claude-3.5-sonnet", "claude-3[-.]5-sonnet"),
  family("claude-3-opus", "claude-3-opus"),
  family("claude-3-sonnet", "claude-3-sonnet"),
  family("claude-3-haiku", "claude-3-haiku"),
  family("gemini-1.5-pro", "gemini(-pro)?-1\\.5(-pro)?"),
  family("gemini-1.5-flash", "gemini(-flash)?-1\\.5(-flash)?"),
  family("llama-3.1-405b", "llama-?v?3[-.p]1-405b"),
  family("llama-3.1-70b", "llama-?v?3[-.p]1-70b"),
  family("llama-3.1-8b", "llama-?v?3[-.p]1-8b"),
  family("llama-3-70b", "llama-?v?-?3-70b"),
  family("llama-3-8b", "llama-?v?-?3-8b"),
  family("mistral-large-2", "mistral-large-2407"),
  family("mixtral-8x7b", "(open-)?mixtral-8x7b"),
  family("mistral-7b", "(open-)?mistral-7b"),
  family("qwen2-72b", "qwen2-72b"),
  family("qwen2-7b", "qwen2-7b"),
  family("qwen1.5-72b", "qwen1\\.5-72b"),
  family("qwen1.5-7b", "qwen1\\.5-7b"),
  family("gemma-2-27b", "gemma-?2-27b"),
  family("gemma-2-9b", "gemma-?2-9b"),
  family("gemma-2-2b", "gemma-?2-2b"),
  family("deepseek-v2.5", "deepseek-v2\\.5"),
  family("deepseek-coder-v2", "deepseek-coder-v2"),
  family("command-r-plus", "command-r-plus"),
  family("command-r", "command-r"),
  family("jamba-1.5-large", "jamba-1\\.5-large"),
  family("phi-3-mini", "phi-3-mini-4k"),
  family("phi-3.5-mini", "phi-3\\.5-mini"),
  family("yi-1.5-34b", "yi-1\\.5-34b"),
  family("reka-core", "reka-core"),
];

/** The benchmarked family of a model; null for one that no benchmark here has seen. */
export function familyOf(model: string): string | null {
  const known = found.get(model);
  if (known !== undefined) return known;
  const family = FAMILIES.find(({ pattern }) => pattern.test(model))?.family ?? null;
  // Names come from customers: without a bound they would pile up.
  if (found.size >= FOUND_MAX) found.clear();
  found.set(model, family);
  return family;
}

const FOUND_MAX = 10_000;
const found = new Map<string, string | null>();
