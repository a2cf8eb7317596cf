import { readUsage } from "../providers/read-usage";
import { toMessage } from "./chat-to-message";
import { MessagesFromChatReading } from "./messages-from-chat-reading";
import { toChatRequest } from "./messages-to-chat";
import type { Wire } from "./wire";

/** Anthropic's Messages for a provider that speaks only chat: translated on the way there and on the way back. */
export const MESSAGES_OVER_CHAT_WIRE: Wire = {
  endpoint: "chat",
  requestBody: (body, hop) => Buffer.from(JSON.stringify(toChatRequest(body.json, hop))),
  requestHeaders: () => ({}),
  readUsage,
  translateAnswer: toMessage,
  openReading: (options, context) => new MessagesFromChatReading(options, context),
};
