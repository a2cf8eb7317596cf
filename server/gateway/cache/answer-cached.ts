import { PROVIDERS } from "@/server/contracts/provider-table";
import type { CacheStatus } from "@/server/contracts/response-cache";
import { DEFAULT_ROUTE_SETTINGS } from "@/server/contracts/route-settings";
import { FREE_PRICE } from "@/server/pricing/price";
import type { Exchange } from "../exchange";
import { replayedStream } from "../idempotency/recorded-stream";
import { parseObject } from "../json-value";
import { type RecordSink, recordExchange } from "../stages/record";
import { answerHeaders } from "../stages/respond";
import type { GatewayResponse } from "../types";
import type { CachedAnswer } from "./cached-answer";
import { ANSWER_FORMS } from "./replay/answer-form";

export interface CacheHit {
  status: Extract<CacheStatus, "hit-exact" | "hit-semantic">;
  answer: CachedAnswer;
}

/** Gives a kept answer, whole or as a stream, recorded as one that no provider was called for. */
export async function answerCached(
  records: RecordSink,
  exchange: Exchange,
  { status, answer }: CacheHit,
): Promise<GatewayResponse | null> {
  const isStream = exchange.body?.isStream ?? false;
  const json = isStream ? parseObject(answer.body.toString()) : null;
  if (isStream && json === null) return null;
  noteHit(exchange, status, answer);
  exchange.responseBytes = answer.body;
  exchange.responseJson = json;
  exchange.mark("settle");
  await recordExchange(records, exchange, { status: "cached", httpStatus: 200, error: null });
  const cached = {
    "floopy-cached-request": answer.requestId,
    age: String(Math.max(0, Math.floor((exchange.startedAt.getTime() - answer.storedAtMs) / 1_000))),
  };
  if (json === null) {
    const headers = { ...answerHeaders(exchange, "application/json"), ...cached };
    return {
      status: 200,
      headers: { ...headers, "floopy-cost-micro-usd": costHeader(exchange) },
      body: answer.body,
    };
  }
  const { provider, model } = answer;
  const bytes = ANSWER_FORMS[exchange.endpoint].replay(json, {
    wantsUsage: exchange.body?.wantsUsage ?? false,
    extendUsage: () => ({ cost_micro_usd: exchange.costMicroUsd, provider, model, cache: status }),
  });
  return {
    status: 200,
    headers: {
      ...answerHeaders(exchange, "text/event-stream; charset=utf-8"),
      ...cached,
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
    body: replayedStream(bytes),
  };
}

function noteHit(exchange: Exchange, status: CacheHit["status"], answer: CachedAnswer): void {
  const provider = PROVIDERS[answer.provider];
  const { model, fallbackIndex, routeId, strategy, phase, finishReason, responseModel } = answer;
  exchange.cache = {
    ...exchange.cache,
    status,
    savedMicroUsd: answer.costMicroUsd,
    savedTokens: answer.tokens,
  };
  exchange.hop =
    provider === undefined ? null : { provider, model, connection: null, fallbackIndex, candidateId: null };
  exchange.plan = {
    routeId,
    decision: { strategy, phase, reason: "cache_hit", propensity: null, candidates: [], filtered: [] },
    hops: [],
    settings: DEFAULT_ROUTE_SETTINGS,
    shadows: [],
    maxLatencyMs: null,
  };
  exchange.settlement = {
    usage: null,
    isEstimated: false,
    price: FREE_PRICE,
    finishReason,
    responseModel,
  };
}

function costHeader({ costMicroUsd }: Exchange): string {
  return String(costMicroUsd ?? 0);
}
