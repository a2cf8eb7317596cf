import { provider } from "./provider-row";
import { HOSTED_ROWS } from "./provider-rows";
import { CLOUD_ROWS } from "./provider-rows-cloud";
import { OWN_ROWS } from "./provider-rows-own";
import type { Provider } from "./provider-types";

/** No prototype: an id comes from a request, and `constructor` must not be found. */
const table: Record<string, Provider> = Object.create(null);
for (const row of [...HOSTED_ROWS, ...CLOUD_ROWS, ...OWN_ROWS]) table[row.id] = provider(row);

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
  ["amazon-bedrock", "bedrock"],
  ["aws", "bedrock"],
  ["vertex_ai", "vertex"],
  ["vertexai", "vertex"],
  ["google-vertex", "vertex"],
  ["moonshotai", "moonshot"],
  ["z-ai", "zai"],
  ["zhipu", "zai"],
  ["zhipuai", "zai"],
  ["alibaba", "dashscope"],
  ["nvidia_nim", "nvidia"],
  ["workers-ai", "cloudflare"],
]);
