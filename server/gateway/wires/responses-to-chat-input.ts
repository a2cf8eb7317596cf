import { isObject, type JsonObject, own, ownString } from "../json-value";
import { chatParts, isText, plainWhereTextOnly, textsOf } from "./responses-to-chat-parts";
import { untranslatable } from "./untranslatable";

/** The input of a Responses request as chat messages. */
export function inputMessages(input: unknown, path = "input"): JsonObject[] {
  if (typeof input === "string") return [{ role: "user", content: input }];
  if (!Array.isArray(input)) return [];
  const conversation = new ChatConversation();
  for (const [index, item] of input.entries()) conversation.add(item, `${path}.${index}`);
  return conversation.messages();
}

/**
 * Responses lists what an assistant said and called item by item; in chat one turn is one message, followed by the
 * results of all its calls.
 */
class ChatConversation {
  readonly #messages: JsonObject[] = [];
  #texts: string[] = [];
  #calls: JsonObject[] = [];
  /** A tool's message can hold no picture in chat: it follows the results as the user's. */
  #pictures: JsonObject[] = [];

  messages(): JsonObject[] {
    this.#endTurn();
    this.#endResults();
    return this.#messages;
  }

  add(item: unknown, path: string): void {
    if (!isObject(item)) throw unknownItem(null, path);
    const type = ownString(item, "type") ?? (own(item, "role") === undefined ? null : "message");
    if (type === "message") this.#addMessage(item, `${path}.content`);
    else if (type === "function_call") this.#addCall(item);
    else if (type === "function_call_output") this.#addResult(item, `${path}.output`);
    // Thoughts mean something to their own provider only, and others refuse them.
    else if (type !== "reasoning") throw unknownItem(type, path);
  }

  #addCall(item: JsonObject): void {
    this.#endResults();
    this.#calls.push(toolCall(item));
  }

  #addMessage(item: JsonObject, path: string): void {
    const parts = chatParts(own(item, "content"), path);
    this.#endResults();
    const role = own(item, "role");
    if (role === "assistant") {
      this.#texts.push(textsOf(parts));
      return;
    }
    this.#endTurn();
    this.#messages.push({
      role: role === "developer" ? "system" : role,
      content: role === "user" ? plainWhereTextOnly(parts) : textsOf(parts),
    });
  }

  #addResult(item: JsonObject, path: string): void {
    this.#endTurn();
    const output = own(item, "output");
    const parts = chatParts(output, path);
    this.#pictures.push(...parts.filter((part) => !isText(part)));
    this.#messages.push({
      role: "tool",
      tool_call_id: own(item, "call_id"),
      content: typeof output === "string" ? output : textsOf(parts),
    });
  }

  #endTurn(): void {
    if (this.#texts.length === 0 && this.#calls.length === 0) return;
    const content = this.#texts.length === 0 ? null : this.#texts.join("\n");
    const calls = this.#calls.length === 0 ? {} : { tool_calls: this.#calls };
    this.#messages.push({ role: "assistant", content, ...calls });
    this.#texts = [];
    this.#calls = [];
  }

  #endResults(): void {
    if (this.#pictures.length > 0) this.#messages.push({ role: "user", content: this.#pictures });
    this.#pictures = [];
  }
}

function toolCall(item: JsonObject): JsonObject {
  const called = { name: own(item, "name"), arguments: ownString(item, "arguments") ?? "{}" };
  return { id: own(item, "call_id"), type: "function", function: called };
}

function unknownItem(type: string | null, path: string): Error {
  const what =
    type === "item_reference"
      ? "An item was named by its id instead of being sent (clients send items whole with store: false)"
      : `An input item of type “${(type ?? "unknown").slice(0, 60)}” was sent`;
  return untranslatable(what, path, "Responses");
}
