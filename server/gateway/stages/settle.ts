import type { AttemptRecord } from "@/server/modules/ingest";
import { type Price, priceUsage } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import type { Exchange, Settlement } from "../exchange";
import { isObject, type JsonObject, own, ownArray } from "../json-value";
import { estimateTokens, loadTokenizer } from "../pricing/estimate-tokens";
import type { Answer } from "../upstream/judge-answer";
import type { Wire, WireReading } from "../wires/wire";
import { wireFor } from "../wires/wire-for";
import { pricedModel } from "./connected-models";
import type { Hop } from "./plan-route";

/** What a whole answer used and cost. Usage that the provider left out is estimated for chat, and marked so. */
export function settleAnswer(exchange: Exchange, hop: Hop, answer: Answer): Settlement {
  const reported = wireFor(exchange.endpoint, hop).readUsage(hop.provider, answer.usage);
  const estimate = (): TokenUsage | null =>
    exchange.endpoint === "embeddings" ? null : estimated(exchange, estimateTokens(answerText(answer.json)));
  return settlement(exchange, hop, reported, estimate, answer);
}

/** The same for a stream, complete or cut: a cut one is settled on what had been received. */
export function settleStream(exchange: Exchange, hop: Hop, reading: WireReading): Settlement {
  const wire = wireFor(exchange.endpoint, hop);
  const reported = wire.readUsage(hop.provider, reading.usage);
  const estimate = (): TokenUsage | null => {
    if (!reading.hasContent) return null;
    // Without the text, pieces are counted: providers send about one token in each.
    const { transcript } = reading;
    const outputTokens = transcript === null ? reading.contentEvents : estimateTokens(transcript.text());
    const prompt = wire.readUsage(hop.provider, reading.promptUsage);
    return prompt === null ? estimated(exchange, outputTokens) : { ...prompt, outputTokens };
  };
  return settlement(exchange, hop, reported, estimate, reading);
}

/** What a call had cost that was called off: providers bill the prompt they have read. */
export function settleUnused(
  exchange: Exchange,
  hop: Hop,
  reading: WireReading,
  attempt: AttemptRecord,
): void {
  const wire = wireFor(exchange.endpoint, hop);
  const usage = wire.readUsage(hop.provider, reading.usage ?? reading.promptUsage);
  if (usage === null) return;
  const price = priceUsage({ provider: hop.provider.id, model: hop.model, usage, at: exchange.startedAt });
  if (price === null) return;
  attempt.cost_micro_usd = price.costMicroUsd;
  exchange.unusedPrices.push(price);
}

/** The `floopy` member of a stream's usage chunk, where a header can no longer say it. */
export function usageExtension(
  { wire, hop, at }: { wire: Wire; hop: Hop; at: Date },
  usage: JsonObject,
): JsonObject {
  const read = wire.readUsage(hop.provider, usage);
  const price =
    read === null
      ? null
      : priceUsage({ provider: hop.provider.id, model: pricedModel(hop), usage: read, at });
  return { cost_micro_usd: price?.costMicroUsd ?? null, provider: hop.provider.id, model: hop.model };
}

function settlement(
  exchange: Exchange,
  hop: Hop,
  reported: TokenUsage | null,
  estimate: () => TokenUsage | null,
  facts: { finishReason: string | null; responseModel: string | null },
): Settlement {
  const usage = reported ?? estimate();
  const price =
    usage === null
      ? null
      : priceUsage({ provider: hop.provider.id, model: pricedModel(hop), usage, at: exchange.startedAt });
  return {
    usage,
    isEstimated: reported === null && usage !== null,
    price: price === null ? null : exchange.unusedPrices.reduce(addPrices, price),
    finishReason: facts.finishReason,
    responseModel: facts.responseModel,
  };
}

function addPrices(left: Price, right: Price): Price {
  return {
    costMicroUsd: left.costMicroUsd + right.costMicroUsd,
    inputCostMicroUsd: left.inputCostMicroUsd + right.inputCostMicroUsd,
    outputCostMicroUsd: left.outputCostMicroUsd + right.outputCostMicroUsd,
  };
}

function estimated(exchange: Exchange, outputTokens: number): TokenUsage {
  void loadTokenizer();
  return {
    inputTokens: exchange.body === null ? 0 : estimatePrompt(exchange.body.json),
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: null,
  };
}

/** About how many tokens a request of any format asks a model to read. */
export function estimatePrompt(json: JsonObject): number {
  const instructions = [own(json, "system"), own(json, "instructions")];
  return estimateTokens(textsIn([...instructions, ownArray(json, "messages"), own(json, "input")]));
}

function answerText(json: JsonObject): string {
  const choices = ownArray(json, "choices").map((choice) =>
    isObject(choice) ? own(choice, "message") : null,
  );
  return textsIn([...choices, own(json, "content"), own(json, "output")]);
}

/** All texts under `content`, `text`, `arguments` and the like, joined; enough for an estimate. */
function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textsIn).join("\n");
  if (!isObject(value)) return "";
  const { content, text, refusal, thinking, tool_calls: calls, function: called, arguments: given } = value;
  const { summary, output } = value;
  const input = isObject(value.input) ? JSON.stringify(value.input) : null;
  return [content, text, refusal, thinking, summary, calls, called, given, input, output]
    .map(textsIn)
    .join("");
}
