import type { ModelEndpoint } from "../stages/read-body";
import { CHAT_OVER_CONVERSE_WIRE } from "./chat-over-converse-wire";
import { CHAT_OVER_MESSAGES_WIRE } from "./chat-over-messages-wire";
import { CHAT_OVER_RESPONSES_WIRE } from "./chat-over-responses-wire";
import { CHAT_WIRE, EMBEDDINGS_WIRE } from "./chat-wire";
import { CHAT_OVER_CLOUD_MESSAGES_WIRE, CLOUD_MESSAGES_WIRE } from "./cloud-messages-wire";
import { MESSAGES_FORMAT } from "./messages-format";
import { MESSAGES_WIRE } from "./messages-wire";
import { type CallerFormat, overChat } from "./over-chat";
import { RESPONSES_FORMAT } from "./responses-format";
import { RESPONSES_WIRE } from "./responses-wire";
import type { Wire, WireTarget } from "./wire";

const CHAT_WIRES = [
  CHAT_WIRE,
  CHAT_OVER_MESSAGES_WIRE,
  CHAT_OVER_CLOUD_MESSAGES_WIRE,
  CHAT_OVER_CONVERSE_WIRE,
  CHAT_OVER_RESPONSES_WIRE,
];
const MESSAGES_OVER = overEach(MESSAGES_FORMAT);
const RESPONSES_OVER = overEach(RESPONSES_FORMAT);

/** By the wire that chat takes to the same provider. */
function overEach(format: CallerFormat): (chat: Wire) => Wire {
  const wires = new Map(CHAT_WIRES.map((chat) => [chat, overChat(format, chat)]));
  return (chat) => wires.get(chat) ?? chat;
}

/** The wire between a caller's endpoint and a provider: the provider's own where it has it, else by way of chat. */
export function wireFor(endpoint: ModelEndpoint, target: WireTarget): Wire {
  const { paths, quirks } = target.provider;
  switch (endpoint) {
    case "chat":
      return chatWire(target);
    case "embeddings":
      return EMBEDDINGS_WIRE;
    case "messages":
      if (paths.messages === null) return MESSAGES_OVER(chatWire(target));
      return quirks.cloudMessages === null ? MESSAGES_WIRE : CLOUD_MESSAGES_WIRE;
    case "responses":
      return paths.responses === null ? RESPONSES_OVER(chatWire(target)) : RESPONSES_WIRE;
  }
}

/** Messages say more than Converse, so a model that has both is asked by them. */
function chatWire({ provider: { paths, quirks }, model }: WireTarget): Wire {
  if (paths.responses !== null && quirks.responsesOnly?.test(model) === true) return CHAT_OVER_RESPONSES_WIRE;
  if (paths.chat !== null) return CHAT_WIRE;
  if (paths.messages !== null)
    return quirks.cloudMessages === null ? CHAT_OVER_MESSAGES_WIRE : CHAT_OVER_CLOUD_MESSAGES_WIRE;
  return paths.converse === null ? CHAT_WIRE : CHAT_OVER_CONVERSE_WIRE;
}
