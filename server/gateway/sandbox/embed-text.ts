import { createHash } from "node:crypto";
import type { EmbeddingsRequest } from "./chat-request";
import { countTokens } from "./sandbox-tokens";

const DIMENSIONS = 256;

/** An embeddings answer; texts that share words and word parts point in similar directions. */
export function answerEmbeddings(request: EmbeddingsRequest): Record<string, unknown> {
  const inputs = inputsOf(request.input);
  const dimensions = request.dimensions ?? DIMENSIONS;
  const tokens = inputs.reduce((sum, { size }) => sum + size, 0);
  return {
    object: "list",
    model: "sandbox/embed",
    data: inputs.map(({ text }, index) => ({
      object: "embedding",
      index,
      embedding: encode(embed(text, dimensions), request.encoding_format === "base64"),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

interface Input {
  text: string;
  size: number;
}

function inputsOf(input: EmbeddingsRequest["input"]): Input[] {
  if (typeof input === "string") return [{ text: input, size: countTokens(input) }];
  if (input.every((item) => typeof item === "number")) return [ofTokens(input)];
  return input.flatMap((item): Input[] => {
    if (typeof item === "string") return [{ text: item, size: countTokens(item) }];
    return Array.isArray(item) ? [ofTokens(item)] : [];
  });
}

const ofTokens = (ids: readonly number[]): Input => ({
  text: ids.map((id) => `t${id}`).join(" "),
  size: ids.length,
});

function encode(vector: Float32Array, isBase64: boolean): string | number[] {
  return isBase64 ? Buffer.from(vector.buffer).toString("base64") : [...vector];
}

function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = createHash("md5").update(feature).digest();
    const place = hash.readUInt32LE(0) % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? weight : -weight);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** Words count fully, their trigrams a little, so that related forms are near each other. */
function* featuresOf(text: string): Generator<[string, number]> {
  const words = text
    .toLowerCase()
    .slice(0, 40_000)
    .match(/[\p{L}\p{N}]+/gu) ?? [" "];
  for (const word of words) {
    yield [word, 1];
    for (let start = 0; start + 3 <= word.length; start++) yield [`#${word.slice(start, start + 3)}`, 0.3];
  }
}
