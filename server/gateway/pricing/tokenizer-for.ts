export type Encoding = "o200k" | "cl100k";

/** How a model’s tokens are estimated: counted in one of OpenAI’s encodings, times what the model’s own makes of it. */
export interface Tokenizer {
  encoding: Encoding;
  factor: number;
}

const O200K: Tokenizer = { encoding: "o200k", factor: 1 };
const CL100K: Tokenizer = { encoding: "cl100k", factor: 1 };

/**
 * OpenAI's older models use cl100k, all later ones o200k. Of other makers only an average is published, as characters of
 * English per token, beside OpenAI's own 4: Anthropic 3.5, DeepSeek 1 / 0.3, Google 4. The factor is the quotient.
 */
const BY_NAME: readonly (readonly [RegExp, Tokenizer])[] = [
  [/(^|\/)(gpt-4(?![.o\d])|gpt-3\.5|gpt-35|text-embedding-(3|ada))/, CL100K],
  [/claude/, { encoding: "o200k", factor: 4 / 3.5 }],
  [/deepseek/, { encoding: "o200k", factor: 4 * 0.3 }],
];

export function tokenizerFor(model: string): Tokenizer {
  const name = model.toLowerCase();
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? O200K;
}
