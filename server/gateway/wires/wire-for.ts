import type { Provider } from "@/server/contracts/provider-types";
import type { ModelEndpoint } from "../stages/read-body";
import { CHAT_WIRE, EMBEDDINGS_WIRE } from "./chat-wire";
import { MESSAGES_OVER_CHAT_WIRE } from "./messages-over-chat-wire";
import { MESSAGES_WIRE } from "./messages-wire";
import type { Wire } from "./wire";

/** The wire between a caller's endpoint and a provider: the provider's own where it has it, else by way of chat. */
export function wireFor(endpoint: ModelEndpoint, provider: Provider): Wire {
  switch (endpoint) {
    case "chat":
      return CHAT_WIRE;
    case "embeddings":
      return EMBEDDINGS_WIRE;
    case "messages":
      return provider.paths.messages === null ? MESSAGES_OVER_CHAT_WIRE : MESSAGES_WIRE;
  }
}
