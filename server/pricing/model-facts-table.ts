import type { Capability } from "@/server/contracts/models";

/** What makers publish of a family of models and the price list does not have. */
export interface ModelFacts {
  /** The end of a model’s name as any provider writes it. */
  pattern: RegExp;
  capabilities: readonly Capability[];
  maxOutputTokens: number | null;
  /** The maker’s page that says so. */
  source: string;
}

const OPENAI = "https://platform.openai.com/docs/models";
const ANTHROPIC = "https://docs.claude.com/en/docs/about-claude/models/overview";
const GOOGLE = "https://ai.google.dev/gemini-api/docs/models";
const MISTRAL = "https://docs.mistral.ai/getting-started/models/models_overview/";
const DEEPSEEK = "https://api-docs.deepseek.com/quick_start/pricing";
const XAI = "https://docs.x.ai/docs/models";
const COHERE = "https://docs.cohere.com/docs/models";
const META = "https://www.llama.com/docs/model-cards-and-prompt-formats/";
const PERPLEXITY = "https://docs.perplexity.ai/getting-started/models";

const T = ["tools", "structuredOutput"] as const;
const TV = [...T, "vision"] as const;
const TVR = [...TV, "reasoning"] as const;
const TR = [...T, "reasoning"] as const;

/** The first that matches holds. A family that is missing here is shown as not known, not as unable. */
export const MODEL_FACTS: readonly ModelFacts[] = [
  fact(/gpt-(audio|4o(-mini)?-audio)/, ["tools", "audio"], 16_384, OPENAI),
  fact(/gpt-4o(-mini)?-search/, ["structuredOutput"], 16_384, OPENAI),
  fact(/gpt-5(\.\d)?-chat|gpt-5\.3$/, TV, 16_384, OPENAI),
  fact(/gpt-5\.\d+-pro|gpt-5-pro/, TVR, null, OPENAI),
  fact(/gpt-5(\.[1-5])?(-(mini|nano|codex(-(mini|max))?))?(-20\d\d.*)?$/, TVR, 128_000, OPENAI),
  fact(/gpt-(5\.\d+|6)/, TVR, null, OPENAI),
  fact(/gpt-4\.1/, TV, 32_768, OPENAI),
  fact(/gpt-4o|chatgpt-4o/, TV, 16_384, OPENAI),
  fact(/gpt-4-turbo/, ["tools", "vision"], 4_096, OPENAI),
  fact(/gpt-4(-0613|-0314|-32k)?$/, ["tools"], 8_192, OPENAI),
  fact(/gpt-3\.5-turbo/, ["tools"], 4_096, OPENAI),
  fact(/gpt-oss/, TR, null, OPENAI),
  fact(/(^|\/)o1-(mini|preview)/, ["reasoning"], 65_536, OPENAI),
  fact(/(^|\/)o3-mini/, TR, 100_000, OPENAI),
  fact(/(^|\/)(o1|o3|o4-mini)(-pro)?(-20\d\d.*)?$/, TVR, 100_000, OPENAI),
  fact(/claude-(opus-4-[01]|opus-4$|4-opus|opus-4-20)/, ["tools", "vision", "reasoning"], 32_000, ANTHROPIC),
  fact(/claude-(opus-4[-.]5|sonnet-4|haiku-4|4-sonnet)/, ["tools", "vision", "reasoning"], 64_000, ANTHROPIC),
  fact(/claude-(opus-4[-.]6)/, TVR, 128_000, ANTHROPIC),
  fact(/claude-(opus|sonnet|haiku|fable)-\d/, TVR, null, ANTHROPIC),
  fact(/claude-3[-.]7/, ["tools", "vision", "reasoning"], 64_000, ANTHROPIC),
  fact(/claude-3[-.]5/, ["tools", "vision"], 8_192, ANTHROPIC),
  fact(/claude-3/, ["tools", "vision"], 4_096, ANTHROPIC),
  fact(/gemini-2\.5-flash-image|gemini-3.*-image/, ["vision"], null, GOOGLE),
  fact(/gemini-.*tts/, ["audio"], null, GOOGLE),
  fact(/gemini-(2\.5|3)/, [...TVR, "audio"], 65_536, GOOGLE),
  fact(/gemini-(2\.0|1\.5)/, [...TV, "audio"], 8_192, GOOGLE),
  fact(/magistral/, TR, null, MISTRAL),
  fact(/voxtral/, ["audio", "tools"], null, MISTRAL),
  fact(/pixtral|mistral-(small|medium|large)-(3|latest|25|26)/, TV, null, MISTRAL),
  fact(/(codestral|devstral|ministral|mistral-(small|medium|large|nemo))/, T, null, MISTRAL),
  fact(/deepseek-(reasoner|r1)/, ["reasoning"], 64_000, DEEPSEEK),
  fact(/deepseek-v4/, TR, null, DEEPSEEK),
  fact(/deepseek-(chat|v3)/, T, 8_192, DEEPSEEK),
  fact(/grok-3-mini/, TR, null, XAI),
  fact(/grok-(3|4-1-fast-non|4-fast-non)/, T, null, XAI),
  fact(/grok-code|grok-build/, TR, null, XAI),
  fact(/grok-4/, TVR, null, XAI),
  fact(/grok-2-vision/, TV, null, XAI),
  fact(/command-a|command-r/, T, null, COHERE),
  fact(/llama-4/, TV, null, META),
  fact(/llama-3\.[13]/, ["tools"], null, META),
  fact(/sonar-(reasoning|deep)/, ["reasoning", "structuredOutput"], null, PERPLEXITY),
  fact(/sonar/, ["structuredOutput", "vision"], null, PERPLEXITY),
];

function fact(
  pattern: RegExp,
  capabilities: readonly Capability[],
  maxOutputTokens: number | null,
  source: string,
): ModelFacts {
  return { pattern, capabilities, maxOutputTokens, source };
}
