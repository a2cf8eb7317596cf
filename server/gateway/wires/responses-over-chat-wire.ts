import type { Hop } from "../stages/plan-route";
import type { ModelBody } from "../stages/read-body";
import { toResponse } from "./chat-to-response";
import { ResponsesFromChatReading } from "./responses-from-chat-reading";
import { responsesToChat } from "./responses-to-chat";
import type { Wire, WireContext } from "./wire";

/**
 * OpenAI's Responses for a provider that does not speak them: put into chat, on the wire that chat takes to it, and
 * back. The wire is told of the chat request, since it answers that one.
 */
export function responsesOver(chat: Wire): Wire {
  return {
    endpoint: chat.endpoint,
    requestBody: (body, hop, sent) => chat.requestBody(chatBody(body, hop), hop, sent),
    requestHeaders: chat.requestHeaders,
    readUsage: chat.readUsage,
    translateAnswer: (answer, context) => {
      const json = chat.translateAnswer?.(answer, chatContext(context)) ?? answer.json;
      return toResponse({ ...answer, json }, context, chat.readUsage(context.provider, answer.usage));
    },
    openReading: (options, context) => {
      const reading = chat.openReading(
        { ...options, wantsUsage: false, keepsText: false },
        chatContext(context),
      );
      return new ResponsesFromChatReading(options, context, { reading, readUsage: chat.readUsage });
    },
  };
}

/** A request of our own making has the provider's model and the wish for usage in it already. */
function chatBody(body: ModelBody, hop: Hop): ModelBody {
  const json = responsesToChat(body.json, hop);
  const bytes = Buffer.from(JSON.stringify(json));
  return { ...body, bytes, json, model: hop.model, modelRange: { start: 0, end: 0 }, wantsUsage: true };
}

function chatContext(context: WireContext): WireContext {
  return { ...context, request: responsesToChat(context.request, context) };
}
