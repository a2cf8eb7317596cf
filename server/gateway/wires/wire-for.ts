import type { Provider } from "@/server/contracts/provider-types";
import type { ModelEndpoint } from "../stages/read-body";
import { CHAT_OVER_MESSAGES_WIRE } from "./chat-over-messages-wire";
import { CHAT_WIRE, EMBEDDINGS_WIRE } from "./chat-wire";
import { MESSAGES_OVER_CHAT_WIRE } from "./messages-over-chat-wire";
import { MESSAGES_WIRE } from "./messages-wire";
import type { Wire } from "./wire";

/** Who is called: a provider, and the model by the name it has there. */
export interface WireTarget {
  provider: Provider;
  model: string;
}

/** The wire between a caller's endpoint and a provider: the provider's own where it has it, else translated. */
export function wireFor(endpoint: ModelEndpoint, { provider }: WireTarget): Wire {
  const { paths } = provider;
  switch (endpoint) {
    case "chat":
      return paths.chat === null && paths.messages !== null ? CHAT_OVER_MESSAGES_WIRE : CHAT_WIRE;
    case "embeddings":
      return EMBEDDINGS_WIRE;
    case "messages":
      return paths.messages === null ? MESSAGES_OVER_CHAT_WIRE : MESSAGES_WIRE;
  }
}
