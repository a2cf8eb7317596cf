import { PROVIDERS } from "@/server/contracts/provider-table";
import type { SessionTurn } from "@/server/contracts/sessions";
import { AppError } from "@/server/core/errors";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { toCompletion } from "../wires/message-to-chat";
import { toChatRequest } from "../wires/messages-to-chat";
import { responseToCompletion } from "../wires/response-to-chat";
import { responsesToChat } from "../wires/responses-to-chat";
import { joinConversation } from "./join-conversation";

export interface RestoredSession {
  messages: readonly JsonObject[];
  /** The turns that the messages were taken from. */
  told: readonly SessionTurn[];
}

/** The messages of a session in the form of chat, put together from what is stored of its turns. */
export function sessionMessages(turns: readonly SessionTurn[]): RestoredSession {
  let messages: readonly JsonObject[] = [];
  const told: SessionTurn[] = [];
  for (const turn of turns) {
    const said = chatOf(turn);
    if (said === null) continue;
    messages = joinConversation(messages, said);
    told.push(turn);
  }
  return { messages, told };
}

/** One turn as chat: what was sent and what came back. Null where it is not stored, or cannot be said in chat. */
function chatOf(turn: SessionTurn): { sent: JsonObject[]; answer: JsonObject[] } | null {
  const { body, status } = turn;
  if (body === null || body.request === null || body.is_truncated) return null;
  const request = parseObject(body.request);
  const response = body.response === null ? null : parseObject(body.response);
  if (request === null || response === null || (status !== "ok" && status !== "cached")) return null;
  try {
    const { sent, completion } = read(turn, request, response);
    return { sent, answer: answersIn(completion) };
  } catch (thrown) {
    // Some of what the other formats can say has no form in chat.
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

function read(
  turn: SessionTurn,
  request: JsonObject,
  response: JsonObject,
): { sent: JsonObject[]; completion: JsonObject } {
  const model = turn.model ?? ownString(request, "model") ?? "";
  const provider = PROVIDERS[turn.provider ?? "sandbox"] ?? PROVIDERS.sandbox;
  if (provider === undefined) throw new Error("the sandbox is always there");
  const answer = { json: response, usage: null, finishReason: null, responseModel: null };
  const context = { provider, model, request, requestId: turn.request_id };
  switch (turn.endpoint) {
    case "messages":
      return {
        sent: messagesIn(toChatRequest(request, context)),
        completion: toCompletion(answer, { ...context, request: {} }),
      };
    case "responses":
      return {
        sent: messagesIn(responsesToChat(request, context)),
        completion: responseToCompletion(answer, { ...context, request: {} }),
      };
    default:
      return { sent: messagesIn(request), completion: response };
  }
}

const messagesIn = (request: JsonObject): JsonObject[] => ownArray(request, "messages").filter(isObject);

/** What a next call has no use for, or that providers refuse in a prompt. */
const ANSWER_ONLY: ReadonlySet<string> = new Set([
  "reasoning",
  "reasoning_content",
  "reasoning_details",
  "annotations",
  "refusal",
  "audio",
  "function_call",
]);

function answersIn(completion: JsonObject): JsonObject[] {
  const [first] = ownArray(completion, "choices").filter(isObject);
  const message = first === undefined ? null : ownObject(first, "message");
  if (message === null) return [];
  const kept = Object.entries(message).filter(([name, value]) => !ANSWER_ONLY.has(name) && value !== null);
  const answer: JsonObject = { ...Object.fromEntries(kept), role: "assistant" };
  if (own(answer, "content") !== undefined) return [answer];
  return own(answer, "tool_calls") === undefined ? [] : [{ ...answer, content: null }];
}
