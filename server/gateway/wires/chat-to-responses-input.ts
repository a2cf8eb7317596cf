import { isObject, type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import { sealedThoughts } from "./chat-thoughts";
import { untranslatable } from "./untranslatable";

/** The messages of a chat request as the items of a Responses request. */
export function inputItems(chat: JsonObject): JsonObject[] {
  return ownArray(chat, "messages").flatMap((message, index) =>
    isObject(message) ? itemsOf(message, `messages.${index}`) : [],
  );
}

function itemsOf(message: JsonObject, at: string): JsonObject[] {
  const role = own(message, "role");
  switch (role) {
    case "system":
    case "developer":
    case "user":
      return [{ role, content: contentOf(message, at) }];
    case "assistant":
      return assistantItems(message, at);
    case "tool":
      return [
        {
          type: "function_call_output",
          call_id: own(message, "tool_call_id"),
          output: contentOf(message, at),
        },
      ];
    default:
      throw untranslatable(
        `A message of role “${String(role).slice(0, 60)}” was sent`,
        `${at}.role`,
        "chat completions",
      );
  }
}

function assistantItems(message: JsonObject, at: string): JsonObject[] {
  if (ownObject(message, "function_call") !== null || ownObject(message, "audio") !== null)
    throw wrong(message, at);
  const text = wordsOf(message, at);
  const calls = ownArray(message, "tool_calls").map((call, index) =>
    callItem(call, `${at}.tool_calls.${index}`),
  );
  const said = text === "" ? [] : [{ role: "assistant", content: text }];
  return [...sealedThoughts(message), ...said, ...calls];
}

function wordsOf(message: JsonObject, at: string): string {
  const content = own(message, "content") ?? own(message, "refusal") ?? "";
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw wrong(message, `${at}.content`);
  return content
    .map((part: unknown, index) => {
      const words = isObject(part) ? (own(part, "text") ?? own(part, "refusal")) : part;
      if (typeof words !== "string") throw wrong(part, `${at}.content.${index}`);
      return words;
    })
    .join("");
}

function callItem(call: unknown, at: string): JsonObject {
  const called = isObject(call) ? ownObject(call, "function") : null;
  if (!isObject(call) || called === null) throw wrong(call, at);
  return {
    type: "function_call",
    call_id: own(call, "id"),
    name: own(called, "name"),
    arguments: own(called, "arguments") ?? "{}",
  };
}

function contentOf(message: JsonObject, at: string): unknown {
  const content = own(message, "content");
  if (!Array.isArray(content)) return content ?? "";
  return content.map((part: unknown, index) => partOf(part, `${at}.content.${index}`));
}

function partOf(part: unknown, at: string): JsonObject {
  const type = isObject(part) ? own(part, "type") : null;
  if (!isObject(part)) throw wrong(part, at);
  if (type === "text") return { type: "input_text", text: own(part, "text") };
  if (type === "image_url") {
    const image = ownObject(part, "image_url") ?? {};
    return withoutNulls({
      type: "input_image",
      image_url: own(image, "url"),
      detail: own(image, "detail") ?? "auto",
    });
  }
  const file = ownObject(part, "file");
  if (type !== "file" || file === null) throw wrong(part, at);
  return withoutNulls({
    type: "input_file",
    filename: own(file, "filename"),
    file_data: own(file, "file_data"),
    file_id: own(file, "file_id"),
  });
}

function wrong(part: unknown, at: string): Error {
  const type = isObject(part) ? (ownString(part, "type") ?? "unknown") : "unknown";
  return untranslatable(`A content part of type “${type.slice(0, 60)}” was sent`, at, "chat completions");
}
