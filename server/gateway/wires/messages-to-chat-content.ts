import { isObject, type JsonObject, own, ownObject, ownString } from "../json-value";
import { untranslatable } from "./untranslatable";

/** One message of the Messages format as chat messages: each tool result becomes a message of its own. */
export function chatMessages(message: unknown, index: number): JsonObject[] {
  if (!isObject(message)) return [];
  const content = own(message, "content");
  const role = own(message, "role");
  const path = `messages.${index}.content`;
  if (!Array.isArray(content)) return [{ role, content }];
  return role === "assistant" ? [assistantMessage(content, path)] : userMessages(role, content, path);
}

/** The texts of a system prompt or of a tool's result. */
export function joinTexts(content: unknown, path: string): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((block, index) => {
      const text = isObject(block) && own(block, "type") === "text" ? own(block, "text") : null;
      if (typeof text !== "string") throw unknownBlock(block, `${path}.${index}`);
      return text;
    })
    .join("\n");
}

function userMessages(role: unknown, content: readonly unknown[], path: string): JsonObject[] {
  const results: JsonObject[] = [];
  const parts: JsonObject[] = [];
  for (const [index, block] of content.entries()) {
    if (isObject(block) && own(block, "type") === "tool_result") {
      const { result, pictures } = toolResult(block, `${path}.${index}`);
      results.push(result);
      parts.push(...pictures);
    } else parts.push(chatPart(block, `${path}.${index}`));
  }
  return parts.length === 0 ? results : [...results, { role, content: plainWhereTextOnly(parts) }];
}

/** Some providers take only plain texts, so parts are used where something else than text is among them. */
function plainWhereTextOnly(parts: readonly JsonObject[]): unknown {
  const [only] = parts;
  return parts.length === 1 && only !== undefined && own(only, "type") === "text" ? own(only, "text") : parts;
}

function toolResult(block: JsonObject, path: string): { result: JsonObject; pictures: JsonObject[] } {
  const content = own(block, "content");
  const isPicture = (item: unknown): boolean => isObject(item) && own(item, "type") === "image";
  const blocks = Array.isArray(content) ? content : [];
  const text = joinTexts(Array.isArray(content) ? blocks.filter((item) => !isPicture(item)) : content, path);
  return {
    result: {
      role: "tool",
      tool_call_id: own(block, "tool_use_id"),
      // Chat has no mark for a tool that failed.
      content: own(block, "is_error") === true ? `Error: ${text}` : text,
    },
    // A tool's message can hold no picture in chat: it follows as the user's.
    pictures: blocks.filter(isPicture).map((item) => chatPart(item, path)),
  };
}

function chatPart(block: unknown, path: string): JsonObject {
  const type = isObject(block) ? own(block, "type") : null;
  if (!isObject(block)) throw unknownBlock(block, path);
  if (type === "text") return { type: "text", text: own(block, "text") };
  const source = ownObject(block, "source") ?? {};
  if (type === "image") return imagePart(source, block, path);
  if (type === "document") return documentPart(source, block, path);
  throw unknownBlock(block, path);
}

function imagePart(source: JsonObject, block: JsonObject, path: string): JsonObject {
  const url = own(source, "type") === "url" ? ownString(source, "url") : dataUrl(source);
  if (url === null) throw unknownBlock(block, path);
  return { type: "image_url", image_url: { url } };
}

function documentPart(source: JsonObject, block: JsonObject, path: string): JsonObject {
  if (own(source, "type") === "text") return { type: "text", text: own(source, "data") };
  const data = dataUrl(source);
  if (data === null) throw unknownBlock(block, path);
  return { type: "file", file: { filename: ownString(block, "title") ?? "document.pdf", file_data: data } };
}

function dataUrl(source: JsonObject): string | null {
  const data = ownString(source, "data");
  if (own(source, "type") !== "base64" || data === null) return null;
  return `data:${ownString(source, "media_type") ?? "application/octet-stream"};base64,${data}`;
}

/** Thoughts are left out: their signatures mean something to their own provider only. */
function assistantMessage(content: readonly unknown[], path: string): JsonObject {
  const calls: JsonObject[] = [];
  let text = "";
  for (const [index, block] of content.entries()) {
    const type = isObject(block) ? own(block, "type") : null;
    if (!isObject(block) || typeof type !== "string") throw unknownBlock(block, `${path}.${index}`);
    if (type === "text") text += ownString(block, "text") ?? "";
    else if (type === "tool_use") calls.push(toolCall(block));
    else if (type !== "thinking" && type !== "redacted_thinking")
      throw unknownBlock(block, `${path}.${index}`);
  }
  if (calls.length === 0) return { role: "assistant", content: text };
  return { role: "assistant", content: text === "" ? null : text, tool_calls: calls };
}

function toolCall(block: JsonObject): JsonObject {
  const called = { name: own(block, "name"), arguments: JSON.stringify(own(block, "input") ?? {}) };
  return { id: own(block, "id"), type: "function", function: called };
}

function unknownBlock(block: unknown, path: string): Error {
  const type = isObject(block) ? ownString(block, "type") : null;
  return untranslatable(`A content block of type “${(type ?? "unknown").slice(0, 60)}” was sent`, path);
}
