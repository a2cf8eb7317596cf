import { readMessagesUsage } from "../providers/read-usage";
import { ChatFromMessagesReading } from "./chat-from-messages-reading";
import { toMessagesRequest } from "./chat-to-messages";
import { toCompletion } from "./message-to-chat";
import { MESSAGES_WIRE } from "./messages-wire";
import type { Wire } from "./wire";

/** Chat for a provider that speaks Anthropic's Messages: translated on the way there and on the way back. */
export const CHAT_OVER_MESSAGES_WIRE: Wire = {
  endpoint: "messages",
  requestBody: (body, hop) => Buffer.from(JSON.stringify(toMessagesRequest(body.json, hop))),
  requestHeaders: MESSAGES_WIRE.requestHeaders,
  readUsage: (_provider, usage) => readMessagesUsage(usage),
  translateAnswer: toCompletion,
  openReading: (options, context) => new ChatFromMessagesReading(options, context),
};
