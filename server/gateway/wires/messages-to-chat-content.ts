import { isObject, type JsonObject, own, ownObject, ownString } from "../json-value";
import { untranslatable } from "./untranslatable";

/** One message of the Messages format as chat messages: each tool result becomes a message of its own. */
export function chatMessages(message: unknown, index: number, keepsMarks = false): JsonObject[] {
  if (!isObject(message)) return [];
  const content = own(message, "content");
  const role = own(message, "role");
  const path = `messages.${index}.content`;
  if (!Array.isArray(content)) return [{ role, content }];
  if (role === "assistant") return [assistantMessage(content, path)];
  return userMessages({ role, keepsMarks }, content, path);
}

/** With the block's mark for the prompt cache, where the provider knows such marks. */
export function withMark(part: JsonObject, block: JsonObject, keepsMarks: boolean): JsonObject {
  const mark = own(block, "cache_control");
  return keepsMarks && mark !== undefined && mark !== null ? { ...part, cache_control: mark } : part;
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

interface Turn {
  role: unknown;
  keepsMarks: boolean;
}

function userMessages({ role, keepsMarks }: Turn, content: readonly unknown[], path: string): JsonObject[] {
  const results: JsonObject[] = [];
  const parts: JsonObject[] = [];
  for (const [index, block] of content.entries()) {
    if (isObject(block) && own(block, "type") === "tool_result") {
      const { result, pictures } = toolResult(block, `${path}.${index}`);
      results.push(result);
      parts.push(...pictures);
    } else parts.push(...chatParts(block, `${path}.${index}`, keepsMarks));
  }
  return parts.length === 0 ? results : [...results, { role, content: plainWhereTextOnly(parts) }];
}

/** Some providers take only plain texts, so parts are used where something else than text is among them. */
function plainWhereTextOnly(parts: readonly JsonObject[]): unknown {
  const [only] = parts;
  const isPlain = parts.length === 1 && only !== undefined && Object.keys(only).join() === "type,text";
  return isPlain ? own(only, "text") : parts;
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
    pictures: blocks.filter(isPicture).flatMap((item) => chatParts(item, path, false)),
  };
}

function chatParts(block: unknown, path: string, keepsMarks: boolean): JsonObject[] {
  const type = isObject(block) ? own(block, "type") : null;
  if (!isObject(block)) throw unknownBlock(block, path);
  if (type === "text") return [withMark({ type: "text", text: own(block, "text") }, block, keepsMarks)];
  const source = ownObject(block, "source") ?? {};
  if (type === "image") return [withMark(imagePart(source, block, path), block, keepsMarks)];
  if (type === "document")
    return documentParts(source, block, path).map((part) => withMark(part, block, keepsMarks));
  throw unknownBlock(block, path);
}

function imagePart(source: JsonObject, block: JsonObject, path: string): JsonObject {
  const url = own(source, "type") === "url" ? ownString(source, "url") : dataUrl(source);
  if (url === null) throw unknownBlock(block, path);
  return { type: "image_url", image_url: { url } };
}

/** What is said about a document goes before it. */
function documentParts(source: JsonObject, block: JsonObject, path: string): JsonObject[] {
  const title = ownString(block, "title");
  const context = ownString(block, "context");
  const about = context === null ? [] : [{ type: "text", text: context }];
  const words = documentText(source, path);
  if (words !== null)
    return [...about, { type: "text", text: title === null ? words : `${title}\n\n${words}` }];
  const data = dataUrl(source);
  if (data === null) throw unknownBlock(block, path);
  return [...about, { type: "file", file: { filename: title ?? "document.pdf", file_data: data } }];
}

function documentText(source: JsonObject, path: string): string | null {
  const type = own(source, "type");
  if (type === "text") return ownString(source, "data") ?? "";
  return type === "content" ? joinTexts(own(source, "content"), `${path}.source.content`) : null;
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
