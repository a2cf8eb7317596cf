/** Whose kind a model is. A judge is too kind to its own. */
export type Lineage =
  | "openai"
  | "anthropic"
  | "google"
  | "meta"
  | "mistral"
  | "qwen"
  | "deepseek"
  | "xai"
  | "cohere"
  | "ai21"
  | "microsoft"
  | "amazon"
  | "zhipu"
  | "moonshot"
  | "minimax"
  | "01-ai"
  | "nvidia"
  | "ibm"
  | "perplexity"
  /** One of ours, of which each is its own kind. */
  | `sandbox:${string}`
  /** A name that says nothing: all of one provider are taken for kin. */
  | `unknown:${string}`;

/** Several hold for a model that was made from another. */
const NAMES: readonly (readonly [Lineage, RegExp])[] = [
  ["openai", /(^|[^a-z])(gpt|chatgpt|o[1345](?![a-z0-9])|codex|davinci)/],
  ["anthropic", /claude/],
  ["google", /gemini|gemma|palm|bison/],
  ["meta", /llama|hermes|vicuna|wizardlm/],
  ["mistral", /mistral|mixtral|codestral|ministral|pixtral|magistral|devstral/],
  ["qwen", /qwen|qwq/],
  ["deepseek", /deepseek/],
  ["xai", /grok/],
  ["cohere", /(^|[^a-z])(command|c4ai|aya)([^a-z]|$)/],
  ["ai21", /jamba/],
  ["microsoft", /(^|[^a-z])(phi-?\d|wizardlm|mai-)/],
  ["amazon", /(^|[^a-z])(nova|titan)([^a-z]|$)/],
  ["zhipu", /glm/],
  ["moonshot", /kimi|moonshot/],
  ["minimax", /minimax|abab/],
  ["01-ai", /(^|[^a-z])yi-/],
  ["nvidia", /nemotron/],
  ["ibm", /granite/],
  ["perplexity", /sonar/],
];

/** Built on somebody else's. */
const BASES: Partial<Record<Lineage, readonly Lineage[]>> = {
  nvidia: ["meta"],
  perplexity: ["meta", "deepseek"],
};

export function lineagesOf(provider: string, model: string): ReadonlySet<Lineage> {
  const name = model.toLowerCase();
  if (provider === "sandbox") return new Set<Lineage>([`sandbox:${name}`]);
  const found = NAMES.filter(([, pattern]) => pattern.test(name)).map(([lineage]) => lineage);
  if (found.length === 0) return new Set<Lineage>([`unknown:${provider}`]);
  return new Set(found.flatMap((lineage) => [lineage, ...(BASES[lineage] ?? [])]));
}

export interface NamedModel {
  provider: string;
  model: string;
}

/** Whether one of them may not judge the other. */
export function areKin(left: NamedModel, right: NamedModel): boolean {
  const others = lineagesOf(right.provider, right.model);
  return [...lineagesOf(left.provider, left.model)].some((lineage) => others.has(lineage));
}
