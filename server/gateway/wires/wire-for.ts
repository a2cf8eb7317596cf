import type { Provider } from "@/server/contracts/provider-types";
import type { ModelEndpoint } from "../stages/read-body";
import { CHAT_OVER_CONVERSE_WIRE } from "./chat-over-converse-wire";
import { CHAT_OVER_MESSAGES_WIRE } from "./chat-over-messages-wire";
import { CHAT_WIRE, EMBEDDINGS_WIRE } from "./chat-wire";
import { CHAT_OVER_CLOUD_MESSAGES_WIRE, CLOUD_MESSAGES_WIRE } from "./cloud-messages-wire";
import { MESSAGES_OVER_CHAT_WIRE } from "./messages-over-chat-wire";
import { MESSAGES_WIRE } from "./messages-wire";
import { overWire } from "./over-wire";
import { responsesOver } from "./responses-over-chat-wire";
import { RESPONSES_WIRE } from "./responses-wire";
import type { Wire } from "./wire";

/** Who is called: a provider, and the model by the name it has there. */
export interface WireTarget {
  provider: Provider;
  model: string;
}

const MESSAGES_OVER_CONVERSE_WIRE = overWire(MESSAGES_OVER_CHAT_WIRE, CHAT_OVER_CONVERSE_WIRE);

/** By the wire that chat takes to the same provider. */
const RESPONSES_OVER: ReadonlyMap<Wire, Wire> = new Map(
  [CHAT_WIRE, CHAT_OVER_MESSAGES_WIRE, CHAT_OVER_CLOUD_MESSAGES_WIRE, CHAT_OVER_CONVERSE_WIRE].map((chat) => [
    chat,
    responsesOver(chat),
  ]),
);

/** The wire between a caller's endpoint and a provider: the provider's own where it has it, else translated. */
export function wireFor(endpoint: ModelEndpoint, { provider }: WireTarget): Wire {
  switch (endpoint) {
    case "chat":
      return chatWire(provider);
    case "embeddings":
      return EMBEDDINGS_WIRE;
    case "messages":
      return messagesWire(provider);
    case "responses":
      return responsesWire(provider);
  }
}

/** Messages say more than Converse, so a model that has both is asked by them. */
function chatWire({ paths, quirks }: Provider): Wire {
  if (paths.chat !== null) return CHAT_WIRE;
  if (paths.messages !== null)
    return quirks.cloudMessages === null ? CHAT_OVER_MESSAGES_WIRE : CHAT_OVER_CLOUD_MESSAGES_WIRE;
  return paths.converse === null ? CHAT_WIRE : CHAT_OVER_CONVERSE_WIRE;
}

function messagesWire({ paths, quirks }: Provider): Wire {
  if (paths.messages !== null) return quirks.cloudMessages === null ? MESSAGES_WIRE : CLOUD_MESSAGES_WIRE;
  return paths.chat === null && paths.converse !== null
    ? MESSAGES_OVER_CONVERSE_WIRE
    : MESSAGES_OVER_CHAT_WIRE;
}

function responsesWire(provider: Provider): Wire {
  const over = provider.paths.responses === null ? RESPONSES_OVER.get(chatWire(provider)) : undefined;
  return over ?? RESPONSES_WIRE;
}
