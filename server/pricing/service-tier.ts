/** What a service tier does to the price of tokens. */
export interface TierFactor {
  factor: number;
  /** False: the provider publishes no price for it, so the ordinary price stands and is marked. */
  isPublished: boolean;
}

const STANDARD: TierFactor = { factor: 1, isPublished: true };
const UNKNOWN: TierFactor = { factor: 1, isPublished: false };
const HALF: TierFactor = { factor: 0.5, isPublished: true };

/** OpenAI’s price table for what it calls `priority` or `fast`, over the ordinary price of the same models. */
const OPENAI_FAST: readonly (readonly [RegExp, number])[] = [
  [/^gpt-5\.5(-20\d\d|$)/, 2.5],
  [/^gpt-5\.6-(sol|terra|luna)/, 2],
  [/^gpt-5\.4(-mini)?(-20\d\d|$)/, 2],
  [/^gpt-5(\.[12])?(-20\d\d|$)/, 2],
];

/**
 * The factor on token prices for the tier an answer names. Only published ones: OpenAI and Google sell `flex` at the
 * price of batches, half of the ordinary one; Anthropic sells batches at half; Groq’s `flex` costs what on demand does.
 */
export function tierFactor(provider: string, model: string, tier: string | null | undefined): TierFactor {
  if (tier === null || tier === undefined) return STANDARD;
  switch (provider) {
    case "openai":
      if (tier === "flex" || tier === "batch") return HALF;
      if (tier === "priority" || tier === "fast") return openAiFast(model);
      return UNKNOWN;
    case "google":
      return tier === "flex" || tier === "batch" ? HALF : UNKNOWN;
    case "anthropic":
      return tier === "batch" ? HALF : UNKNOWN;
    case "groq":
      return tier === "flex" ? STANDARD : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function openAiFast(model: string): TierFactor {
  const factor = OPENAI_FAST.find(([pattern]) => pattern.test(model))?.[1];
  return factor === undefined ? UNKNOWN : { factor, isPublished: true };
}
