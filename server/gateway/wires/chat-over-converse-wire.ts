import { toConverseRequest } from "./chat-to-converse";
import { ConverseReading } from "./converse-reading";
import { toCompletion } from "./converse-to-chat";
import { readConverseUsage } from "./converse-usage";
import type { Wire } from "./wire";

/** Chat for Amazon Bedrock's Converse: translated on the way there and on the way back. */
export const CHAT_OVER_CONVERSE_WIRE: Wire = {
  endpoint: "converse",
  requestBody: ({ json }) => Buffer.from(JSON.stringify(toConverseRequest(json))),
  requestHeaders: () => ({}),
  readUsage: readConverseUsage,
  translateAnswer: toCompletion,
  openReading: (options, context) => new ConverseReading(options, context),
};
