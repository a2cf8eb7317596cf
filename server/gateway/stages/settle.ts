import type { Exchange, Settlement } from "../exchange";
import { isObject, type JsonObject, own, ownArray } from "../json-value";
import { estimateTokens, loadTokenizer } from "../pricing/estimate-tokens";
import { priceUsage } from "../pricing/price";
import type { TokenUsage } from "../pricing/token-usage";
import { readUsage } from "../providers/read-usage";
import type { StreamReading } from "../stream/stream-reading";
import type { Answer } from "../upstream/judge-answer";
import type { Hop } from "./plan-route";

/** What a whole answer used and cost. Usage that the provider left out is estimated for chat, and marked so. */
export function settleAnswer(exchange: Exchange, hop: Hop, answer: Answer): Settlement {
  const reported = readUsage(hop.provider, answer.usage);
  const estimate = (): TokenUsage | null =>
    exchange.endpoint === "chat" ? estimated(exchange, estimateTokens(answerText(answer.json))) : null;
  return settlement(exchange, hop, reported, estimate, answer);
}

/** The same for a stream, complete or cut: a cut one is settled on what had been received. */
export function settleStream(exchange: Exchange, hop: Hop, reading: StreamReading): Settlement {
  const reported = readUsage(hop.provider, reading.usage);
  const estimate = (): TokenUsage | null => {
    if (!reading.hasContent) return null;
    // Without the text, pieces are counted: providers send about one token in each.
    const { transcript } = reading;
    return estimated(
      exchange,
      transcript === null ? reading.contentEvents : estimateTokens(transcript.text()),
    );
  };
  return settlement(exchange, hop, reported, estimate, reading);
}

/** The `floopy` member of a stream's usage chunk, where a header can no longer say it. */
export function usageExtension(hop: Hop, usage: JsonObject, at: Date): JsonObject {
  const read = readUsage(hop.provider, usage);
  const price =
    read === null ? null : priceUsage({ provider: hop.provider.id, model: hop.model, usage: read, at });
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
      : priceUsage({ provider: hop.provider.id, model: hop.model, usage, at: exchange.startedAt });
  return {
    usage,
    isEstimated: reported === null && usage !== null,
    price,
    finishReason: facts.finishReason,
    responseModel: facts.responseModel,
  };
}

function estimated(exchange: Exchange, outputTokens: number): TokenUsage {
  void loadTokenizer();
  const prompt = exchange.body === null ? "" : textsIn(ownArray(exchange.body.json, "messages"));
  return {
    inputTokens: estimateTokens(prompt),
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: null,
  };
}

function answerText(json: JsonObject): string {
  return textsIn(
    ownArray(json, "choices").map((choice) => (isObject(choice) ? own(choice, "message") : null)),
  );
}

/** All texts under `content`, `text`, `arguments` and the like, joined; enough for an estimate. */
function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textsIn).join("\n");
  if (!isObject(value)) return "";
  const { content, text, refusal, tool_calls: calls, function: called, arguments: given } = value;
  return [content, text, refusal, calls, called, given].map(textsIn).join("");
}
