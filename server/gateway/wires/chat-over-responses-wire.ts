import { readResponsesUsage } from "../providers/read-usage";
import { ChatFromResponsesReading } from "./chat-from-responses-reading";
import { toResponsesRequest } from "./chat-to-responses";
import { responseToCompletion } from "./response-to-chat";
import type { Wire } from "./wire";

/** Chat for a model that only OpenAI's Responses reach: translated on the way there and on the way back. */
export const CHAT_OVER_RESPONSES_WIRE: Wire = {
  endpoint: "responses",
  requestBody: (body, hop) => Buffer.from(JSON.stringify(toResponsesRequest(body.json, hop))),
  requestHeaders: () => ({}),
  readUsage: (_provider, usage) => readResponsesUsage(usage),
  translateAnswer: responseToCompletion,
  openReading: (options, context) => new ChatFromResponsesReading(options, context),
};
