import { toResponse } from "./chat-to-response";
import type { CallerFormat } from "./over-chat";
import { ResponsesFromChatReading } from "./responses-from-chat-reading";
import { responsesToChat } from "./responses-to-chat";

/** OpenAI's Responses for a provider that speaks none: translated to chat on the way there and on the way back. */
export const RESPONSES_FORMAT: CallerFormat = {
  toChat: responsesToChat,
  fromAnswer: toResponse,
  openReading: (options, context, source) => new ResponsesFromChatReading(options, context, source),
};
