import { objectIn } from "../body/parse-object";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { converseFinishReason } from "../wires/converse-finish";
import { finishReasonOf } from "../wires/messages-finish";
import { responseFinishReason } from "../wires/responses-finish";
import type { WireEndpoint } from "../wires/wire";
import type { UpstreamFailure } from "./outcome";

/** A whole answer that is one: parsed once, for usage and for the record. */
export interface Answer {
  json: JsonObject;
  usage: JsonObject | null;
  finishReason: string | null;
  responseModel: string | null;
  /** `flex`, `priority`, …, where the answer names it beside its usage. */
  serviceTier?: string | null;
}

/** Whether a success status really carries an answer. An empty body, HTML or half an answer is a failure. */
export async function readAnswer(endpoint: WireEndpoint, body: Buffer): Promise<Answer | UpstreamFailure> {
  return body.length === 0 ? invalid("empty body") : judged(endpoint, await objectIn(body));
}

/** The same at once. */
export function judgeAnswer(endpoint: WireEndpoint, body: Buffer): Answer | UpstreamFailure {
  return body.length === 0 ? invalid("empty body") : judged(endpoint, parseObject(body.toString()));
}

function judged(endpoint: WireEndpoint, json: JsonObject | null): Answer | UpstreamFailure {
  if (json === null) return invalid("not JSON");
  const finishReason = FINISH_REASONS[endpoint](json);
  if (finishReason === null && endpoint !== "embeddings") return invalid("no finished answer");
  if (endpoint === "embeddings" && ownArray(json, "data").length === 0) return invalid("no embeddings");
  return {
    json,
    usage: ownObject(json, "usage"),
    finishReason,
    responseModel: ownString(json, "model"),
    serviceTier: ownString(json, "service_tier"),
  };
}

export function isAnswer(judged: Answer | UpstreamFailure): judged is Answer {
  return "json" in judged;
}

const FINISH_REASONS: Readonly<Record<WireEndpoint, (json: JsonObject) => string | null>> = {
  chat: chatFinishReason,
  embeddings: () => null,
  messages: messagesFinishReason,
  converse: (json) => (ownObject(json, "output") === null ? null : converseFinishReason(json)),
  responses: responseFinishReason,
};

function messagesFinishReason(json: JsonObject): string | null {
  const reason = Array.isArray(own(json, "content")) ? ownString(json, "stop_reason") : null;
  return reason === null ? null : finishReasonOf(reason);
}

/** The first choice's, when every choice has a message and says how it finished. */
function chatFinishReason(json: JsonObject): string | null {
  let reason: string | null = null;
  for (const choice of ownArray(json, "choices")) {
    const finish =
      isObject(choice) && isObject(own(choice, "message")) ? ownString(choice, "finish_reason") : null;
    if (finish === null) return null;
    reason ??= finish;
  }
  return reason;
}

function invalid(message: string): UpstreamFailure {
  return { outcome: "invalid_response", message };
}
