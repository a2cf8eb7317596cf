import { isObject, type JsonObject, own, ownObject, ownString } from "../json-value";

/**
 * Tokens of one image by the makers' published rules, for a picture of common size; its real size is not looked at.
 * OpenAI: 85, and 170 for each of the four tiles of 1,024 × 1,024 unless low detail is asked for. Anthropic: width ×
 * height / 750, which for the largest picture that is not scaled down is 1,600. Google: 258 for each tile of 768 × 768.
 */
const OPENAI_LOW = 85;
const OPENAI_HIGH = 85 + 4 * 170;
const ANTHROPIC = 1_600;
const GOOGLE = 258;

const IMAGE_TYPES: ReadonlySet<unknown> = new Set(["image_url", "input_image", "image"]);

/** About how many tokens all images of a prompt are. */
export function estimateImages(value: unknown, model: string): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + estimateImages(item, model), 0);
  if (!isObject(value)) return 0;
  if (IMAGE_TYPES.has(own(value, "type"))) return imageTokens(value, model);
  return estimateImages(own(value, "content"), model);
}

function imageTokens(part: JsonObject, model: string): number {
  if (/claude/i.test(model)) return ANTHROPIC;
  if (/gemini|gemma/i.test(model)) return GOOGLE;
  const detail = ownString(ownObject(part, "image_url") ?? part, "detail");
  return detail === "low" ? OPENAI_LOW : OPENAI_HIGH;
}
