import { errorFields, log } from "@/server/core/logger";
import type { TokenUsage } from "@/server/pricing/token-usage";
import type { Exchange, Settlement } from "../exchange";
import { type JsonObject, parseObject } from "../json-value";
import { type GatewayResponse, isStream } from "../types";
import { assembledStream } from "./assembled-stream";
import type { CacheStore, Kept, Question } from "./cache-store";
import { packAnswer } from "./cached-answer";
import { ANSWER_FORMS, type Assembler } from "./replay/answer-form";

export interface KeepOptions extends Omit<Kept, "packed"> {
  entryBytesMax: number;
  /** What is to be compared with later questions, now that this one has an answer. */
  question: Question | null;
}

/** Events are longer than the text in them, by about this much. */
const STREAM_FACTOR = 64;
const STREAM_BYTES_MAX = 64 * 1024 * 1024;

/** Keeps the answer if it is whole and good: never an error, and never one that was cut. The caller does not wait. */
export function keepingAnswer(
  store: CacheStore,
  exchange: Exchange,
  response: GatewayResponse,
  options: KeepOptions,
): GatewayResponse {
  const { body } = response;
  if (response.status !== 200) return response;
  if (!isStream(body)) {
    const json = exchange.responseJson ?? parseObject(body.toString());
    if (json !== null) keep(store, exchange, { json, bytes: body }, options);
    return response;
  }
  const onEnd = (assembler: Assembler | null): void => {
    if (exchange.answering?.outcome !== "ok") return;
    const json = assembler?.finish(chatUsage(exchange.settlement)) ?? null;
    if (json !== null) keep(store, exchange, { json, bytes: Buffer.from(JSON.stringify(json)) }, options);
  };
  const bytesMax = Math.min(options.entryBytesMax * STREAM_FACTOR, STREAM_BYTES_MAX);
  const assembler = ANSWER_FORMS[exchange.endpoint].assembler();
  return { ...response, body: assembledStream(body, assembler, { bytesMax, onEnd }) };
}

function keep(
  store: CacheStore,
  exchange: Exchange,
  answer: { json: JsonObject; bytes: Buffer },
  { entryBytesMax, question, ...kept }: KeepOptions,
): void {
  const { hop, settlement, plan } = exchange;
  if (hop === null || settlement === null || answer.bytes.length > entryBytesMax) return;
  if (!ANSWER_FORMS[exchange.endpoint].isComplete(answer.json)) return;
  const packing = packAnswer({
    requestId: exchange.id,
    storedAtMs: Date.now(),
    provider: hop.provider.id,
    model: hop.model,
    fallbackIndex: hop.fallbackIndex,
    responseModel: settlement.responseModel,
    finishReason: settlement.finishReason,
    costMicroUsd: settlement.price?.costMicroUsd ?? null,
    tokens: tokensOf(settlement.usage),
    routeId: plan?.routeId ?? null,
    strategy: plan?.decision.strategy ?? "direct",
    phase: plan?.decision.phase ?? "day0",
    body: answer.bytes,
  });
  packing
    .then((packed) => store.keep({ ...kept, packed }))
    .then(() => (question === null ? undefined : store.addQuestion(question)))
    .catch((thrown: unknown) => log.warn("an answer was not cached", errorFields(thrown)));
}

function tokensOf(usage: TokenUsage | null): number | null {
  if (usage === null || (usage.inputTokens === null && usage.outputTokens === null)) return null;
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
}

/** Usage for an answer whose stream did not carry it, because its caller did not ask; nothing that was only estimated. */
function chatUsage(settlement: Settlement | null): JsonObject | null {
  const usage = settlement?.usage ?? null;
  if (usage === null || settlement?.isEstimated !== false) return null;
  const [input, output] = [usage.inputTokens ?? 0, usage.outputTokens ?? 0];
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}
