import type { AttemptRecord } from "@/server/modules/ingest";
import { type Price, priceUsage } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import type { Exchange, Settlement } from "../exchange";
import type { JsonObject } from "../json-value";
import { estimateTokens } from "../pricing/estimate-tokens";
import { completeUsage, estimateAnswer, estimateUsage } from "../pricing/estimate-usage";
import { ownPrice } from "../pricing/own-price";
import { tierOf } from "../providers/usage-fields";
import type { Answer } from "../upstream/judge-answer";
import type { Wire, WireReading } from "../wires/wire";
import { wireFor } from "../wires/wire-for";
import { pricedModel } from "./connected-models";
import type { Hop } from "./plan-route";

/** What a whole answer used and cost. Usage that the provider left out is estimated, and marked so. */
export function settleAnswer(exchange: Exchange, hop: Hop, answer: Answer): Settlement {
  const reported = wireFor(exchange.endpoint, hop).readUsage(hop.provider, answer.usage);
  if (exchange.endpoint === "embeddings") {
    // Embedding generates nothing: an output that is not told is none.
    const embedded = reported === null ? null : { ...reported, outputTokens: reported.outputTokens ?? 0 };
    return settlement(exchange, hop, embedded, () => estimated(exchange, hop, 0), answer);
  }
  return settlement(
    exchange,
    hop,
    reported,
    () => estimated(exchange, hop, estimateAnswer(answer.json, hop.model)),
    answer,
  );
}

/** The same for a stream, complete or cut: a cut one is settled on what had been received. */
export function settleStream(exchange: Exchange, hop: Hop, reading: WireReading): Settlement {
  const wire = wireFor(exchange.endpoint, hop);
  const reported = wire.readUsage(hop.provider, reading.usage);
  const estimate = (): TokenUsage | null => {
    if (!reading.hasContent) return null;
    // Without the text, pieces are counted: providers send about one token in each.
    const { transcript } = reading;
    const outputTokens =
      transcript === null ? reading.contentEvents : estimateTokens(transcript.text(), hop.model);
    const prompt = wire.readUsage(hop.provider, reading.promptUsage);
    return prompt === null ? estimated(exchange, hop, outputTokens) : { ...prompt, outputTokens };
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
  const price = priceOf(exchange, hop, usage);
  if (price === null) return;
  attempt.cost_micro_usd = price.costMicroUsd;
  exchange.unusedPrices.push(price);
}

/** The `floopy` member of a stream's usage chunk, where a header can no longer say it. */
export function usageExtension(
  { exchange, hop, wire }: { exchange: Exchange; hop: Hop; wire: Wire },
  usage: JsonObject,
  serviceTier: string | null,
): JsonObject {
  const read = wire.readUsage(hop.provider, usage);
  const price = read === null ? null : priceOf(exchange, hop, withTier(read, serviceTier));
  return { cost_micro_usd: price?.costMicroUsd ?? null, provider: hop.provider.id, model: hop.model };
}

interface Facts {
  finishReason: string | null;
  responseModel: string | null;
  serviceTier?: string | null;
}

function settlement(
  exchange: Exchange,
  hop: Hop,
  reported: TokenUsage | null,
  estimate: () => TokenUsage | null,
  facts: Facts,
): Settlement {
  const { usage: counted, isEstimated } = completeUsage(reported, estimate);
  const usage = counted && withTier(counted, facts.serviceTier ?? null);
  const price = usage && priceOf(exchange, hop, usage);
  return {
    usage,
    isEstimated,
    price: price && exchange.unusedPrices.reduce(addPrices, price),
    finishReason: facts.finishReason,
    responseModel: facts.responseModel,
  };
}

export function addPrices(left: Price, right: Price): Price {
  return {
    ...left,
    costMicroUsd: left.costMicroUsd + right.costMicroUsd,
    inputCostMicroUsd: addKnown(left.inputCostMicroUsd, right.inputCostMicroUsd),
    outputCostMicroUsd: addKnown(left.outputCostMicroUsd, right.outputCostMicroUsd),
  };
}

function addKnown(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}

function withTier(usage: TokenUsage, serviceTier: string | null): TokenUsage {
  return serviceTier === null ? usage : { ...usage, ...tierOf({ service_tier: serviceTier }) };
}

function priceOf({ caller, startedAt: at }: Exchange, hop: Hop, usage: TokenUsage): Price | null {
  const { provider, model } = hop;
  const own = caller && ownPrice(caller.org, provider.id, model);
  return priceUsage({ provider: provider.id, model, listName: pricedModel(hop), usage, at, own });
}

function estimated(exchange: Exchange, { model }: Hop, outputTokens: number): TokenUsage {
  return estimateUsage(exchange.body?.json ?? null, outputTokens, model);
}
