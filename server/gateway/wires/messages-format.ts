import { toMessage } from "./chat-to-message";
import { MessagesFromChatReading } from "./messages-from-chat-reading";
import { toChatRequest } from "./messages-to-chat";
import type { CallerFormat } from "./over-chat";

/** Anthropic's Messages for a provider that speaks none: translated to chat on the way there and on the way back. */
export const MESSAGES_FORMAT: CallerFormat = {
  toChat: toChatRequest,
  fromAnswer: toMessage,
  openReading: (options, context, source) => new MessagesFromChatReading(options, context, source),
};
