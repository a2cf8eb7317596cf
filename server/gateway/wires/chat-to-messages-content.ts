import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { thoughtBlocks } from "./chat-thoughts";
import { userBlock } from "./chat-to-messages-parts";
import { untranslatable } from "./untranslatable";

interface Conversation {
  system: JsonObject[];
  messages: JsonObject[];
}

interface Turn {
  role: "user" | "assistant";
  content: JsonObject[];
}

/**
 * The messages of a chat request. Instructions come first in Messages, wherever they stood; neighbours of one role
 * (several results of tools, and what the user adds) are one turn.
 */
export function messagesOf(chat: JsonObject): Conversation {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  for (const [index, message] of ownArray(chat, "messages").entries()) {
    if (!isObject(message)) continue;
    const at = `messages.${index}`;
    const role = own(message, "role");
    if (role === "system" || role === "developer") system.push(...textBlocks(message, at));
    else addTurn(turns, turnOf(role, message, at));
  }
  return { system, messages: turns.map(({ role, content }) => ({ role, content: plainWhereText(content) })) };
}

function addTurn(turns: Turn[], turn: Turn): void {
  const last = turns.at(-1);
  // A message without words says nothing, and an empty block is refused.
  if (turn.content.length === 0) return;
  if (last?.role === turn.role) last.content.push(...turn.content);
  else turns.push(turn);
}

function turnOf(role: unknown, message: JsonObject, at: string): Turn {
  switch (role) {
    case "user":
      return { role, content: withMark(message, partsOf(message, at, userBlock)) };
    case "assistant":
      return { role, content: withMark(message, assistantBlocks(message, at)) };
    case "tool":
      return { role: "user", content: [toolResult(message, at)] };
    default:
      throw untranslatable(
        `A message of role “${String(role).slice(0, 60)}” was sent`,
        `${at}.role`,
        "chat completions",
      );
  }
}

/** A lone text is written short, as most callers of Messages do. */
function plainWhereText(content: readonly JsonObject[]): unknown {
  const [only] = content;
  const isPlain = content.length === 1 && only !== undefined && Object.keys(only).join() === "type,text";
  return isPlain ? own(only, "text") : content;
}

type PartReader = (part: JsonObject, at: string) => JsonObject | null;

function partsOf(message: JsonObject, at: string, read: PartReader): JsonObject[] {
  const content = own(message, "content");
  if (content === undefined || content === null || content === "") return [];
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw wrong(`${at}.content`);
  return content.flatMap((part: unknown, index): JsonObject[] => {
    const where = `${at}.content.${index}`;
    if (typeof part === "string") return part === "" ? [] : [{ type: "text", text: part }];
    if (!isObject(part)) throw wrong(where);
    const block = read(part, where);
    return block === null ? [] : [block];
  });
}

function textBlocks(message: JsonObject, at: string): JsonObject[] {
  return withMark(
    message,
    partsOf(message, at, (part, where) => {
      if (own(part, "type") !== "text") throw wrong(where);
      return userBlock(part, where);
    }),
  );
}

function assistantBlocks(message: JsonObject, at: string): JsonObject[] {
  if (ownObject(message, "function_call") !== null || ownObject(message, "audio") !== null) throw wrong(at);
  const said = partsOf(message, at, (part, where) => {
    if (own(part, "type") !== "refusal") return userBlock(part, where);
    const refusal = ownString(part, "refusal");
    return refusal === null ? null : { type: "text", text: refusal };
  });
  const refusal = ownString(message, "refusal");
  const words = said.length === 0 && refusal !== null ? [{ type: "text", text: refusal }] : said;
  const calls = ownArray(message, "tool_calls").map((call, index) =>
    toolUse(call, `${at}.tool_calls.${index}`),
  );
  return [...thoughtBlocks(message), ...words, ...calls];
}

function toolUse(call: unknown, at: string): JsonObject {
  const called = isObject(call) ? ownObject(call, "function") : null;
  if (!isObject(call) || called === null) throw wrong(at);
  const given = own(called, "arguments");
  const input = isObject(given)
    ? given
    : given === "" || given === undefined
      ? {}
      : parseObject(String(given));
  if (input === null) throw wrong(`${at}.function.arguments`);
  return { type: "tool_use", id: toolId(own(call, "id")), name: own(called, "name"), input };
}

function toolResult(message: JsonObject, at: string): JsonObject {
  const blocks = partsOf(message, at, userBlock);
  const mark = own(message, "cache_control");
  return {
    type: "tool_result",
    tool_use_id: toolId(own(message, "tool_call_id")),
    ...(blocks.length === 0 ? {} : { content: plainWhereText(blocks) }),
    ...(own(message, "is_error") === true ? { is_error: true } : {}),
    ...(mark === undefined || mark === null ? {} : { cache_control: mark }),
  };
}

/** Other providers put signs into the ids of calls that Anthropic refuses. */
function toolId(id: unknown): unknown {
  return typeof id === "string" ? id.replace(/[^\w-]/g, "_") : id;
}

/** A cache mark on the message is one on its last block. */
function withMark(message: JsonObject, blocks: JsonObject[]): JsonObject[] {
  const mark = own(message, "cache_control");
  const last = blocks.at(-1);
  if (mark === undefined || mark === null || last === undefined) return blocks;
  return [...blocks.slice(0, -1), { ...last, cache_control: mark }];
}

function wrong(at: string): Error {
  return untranslatable("This message has something that cannot be translated", at, "chat completions");
}
