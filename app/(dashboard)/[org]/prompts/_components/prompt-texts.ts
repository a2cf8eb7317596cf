import type { PromptSettings } from "@/server/contracts/prompts";

export const SETTING_LABELS = {
  model: "Model",
  temperature: "Temperature",
  top_p: "Top p",
  max_tokens: "Output tokens at most",
} as const satisfies Record<keyof PromptSettings, string>;
