import type { TokenUsage } from "@/server/pricing/token-usage";
import type { JsonObject } from "../json-value";
import type { Hop } from "../stages/plan-route";
import type { ModelBody } from "../stages/read-body";
import type { StreamReadingOptions } from "../stream/stream-reading";
import type { Answer } from "../upstream/judge-answer";
import type { Wire, WireContext, WireReading, WireTarget } from "./wire";

/** The chat that is read: as the provider says it, or translated to it. */
export interface ChatSource {
  reading: WireReading;
  readUsage: Wire["readUsage"];
}

/** A caller's format, translated to chat and back. */
export interface CallerFormat {
  toChat(request: JsonObject, target: WireTarget): JsonObject;
  /** The answer of chat, and what it used by the provider's own numbers. */
  fromAnswer(answer: Answer, context: WireContext, usage: TokenUsage | null): JsonObject;
  openReading(options: StreamReadingOptions, context: WireContext, source: ChatSource): WireReading;
}

/**
 * A caller's format over chat, however chat reaches the provider. Each format is translated to and from chat alone, and
 * so reaches all others.
 */
export function overChat(format: CallerFormat, chat: Wire): Wire {
  const inChat = (context: WireContext): WireContext => ({
    ...context,
    request: format.toChat(context.request, context),
  });
  return {
    endpoint: chat.endpoint,
    requestBody: (body, hop, sent) =>
      chat.requestBody(chatBody(format.toChat(body.json, hop), body, hop), hop, sent),
    requestHeaders: chat.requestHeaders,
    readUsage: chat.readUsage,
    translateAnswer: (answer, context) => {
      const json = chat.translateAnswer?.(answer, inChat(context)) ?? answer.json;
      return format.fromAnswer({ ...answer, json }, context, chat.readUsage(context.provider, answer.usage));
    },
    openReading: (options, context) => {
      const told = { ...options, wantsUsage: false, keepsText: false };
      const reading = chat.openReading(told, inChat(context));
      return format.openReading(options, context, { reading, readUsage: chat.readUsage });
    },
  };
}

/** A request of our own making has the provider's model and the wish for usage in it already. */
function chatBody(json: JsonObject, body: ModelBody, { model }: Hop): ModelBody {
  const bytes = Buffer.from(JSON.stringify(json));
  return { ...body, bytes, json, model, modelRange: { start: 0, end: 0 }, wantsUsage: true };
}
