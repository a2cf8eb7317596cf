import { ownObject, ownString, parseObject } from "../json-value";
import type { ModelBody } from "../stages/read-body";
import { ChainedReading } from "./chained-reading";
import type { Wire } from "./wire";

/**
 * Two wires in a row: the caller's format over chat, and chat over what the provider speaks. Both ways are translated
 * twice; no format has to know more than chat.
 */
export function overWire(outer: Wire, inner: Wire): Wire {
  return {
    endpoint: inner.endpoint,
    requestBody: (body, hop, sent) =>
      inner.requestBody(chatBody(outer.requestBody(body, hop, sent), body), hop, sent),
    requestHeaders: inner.requestHeaders,
    readUsage: inner.readUsage,
    translateAnswer: (answer, context) => {
      const chat = inner.translateAnswer?.(answer, context) ?? answer.json;
      const responseModel = ownString(chat, "model");
      const asChat = { ...answer, json: chat, usage: ownObject(chat, "usage"), responseModel };
      return outer.translateAnswer?.(asChat, context) ?? chat;
    },
    openReading: (options, context) => {
      const told = { ...options, wantsUsage: true, keepsText: false };
      return new ChainedReading(inner.openReading(told, context), outer.openReading(options, context));
    },
  };
}

function chatBody(bytes: Buffer, { model, isStream, modelRange }: ModelBody): ModelBody {
  const json = parseObject(bytes.toString()) ?? {};
  return { bytes, json, model, isStream, modelRange, wantsUsage: true };
}
