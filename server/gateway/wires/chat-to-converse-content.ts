import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { untranslatable } from "./untranslatable";

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
  ["image/jpg", "jpeg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
]);
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "pdf"],
  ["text/csv", "csv"],
  ["text/plain", "txt"],
  ["text/markdown", "md"],
  ["text/html", "html"],
]);

/** A message's content, as one text or in parts, as blocks of Converse. Empty texts are refused there, so they go. */
export function contentBlocks(content: unknown, at: string): JsonObject[] {
  if (typeof content === "string") return content === "" ? [] : [{ text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part, index) => {
    const block = isObject(part) ? partBlock(part, `${at}.content.${index}`) : null;
    return block === null ? [] : [block, ...cachePoints(part)];
  });
}

/** A mark after which the prompt is to be cached. */
export function cachePoints(marked: unknown): JsonObject[] {
  const mark = isObject(marked) ? ownObject(marked, "cache_control") : null;
  if (mark === null) return [];
  const ttl = ownString(mark, "ttl");
  return [{ cachePoint: { type: "default", ...(ttl === null ? {} : { ttl }) } }];
}

function partBlock(part: JsonObject, at: string): JsonObject | null {
  switch (own(part, "type")) {
    case "text":
      return textBlock(ownString(part, "text"));
    case "refusal":
      return textBlock(ownString(part, "refusal"));
    case "image_url":
      return imageBlock(ownString(ownObject(part, "image_url") ?? {}, "url") ?? "", at);
    case "file":
      return documentBlock(ownObject(part, "file") ?? {}, at);
    default:
      throw untranslatable(`Content of the type “${String(own(part, "type")).slice(0, 40)}”`, at);
  }
}

function textBlock(text: string | null): JsonObject | null {
  return text === null ? null : { text };
}

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+);base64,/;

function imageBlock(url: string, at: string): JsonObject {
  const [head = "", type = ""] = DATA_URL.exec(url) ?? [];
  const format = FORMATS.get(type.toLowerCase());
  if (format === undefined) throw untranslatable("An image that is not sent as a base64 data URL", at);
  return { image: { format, source: { bytes: url.slice(head.length) } } };
}

function documentBlock(file: JsonObject, at: string): JsonObject {
  const url = ownString(file, "file_data") ?? "";
  const [head = "", type = ""] = DATA_URL.exec(url) ?? [];
  const format = DOCUMENTS.get(type.toLowerCase());
  if (format === undefined) throw untranslatable("A file that is not sent as a base64 data URL", at);
  // Its name may hold letters, digits, single spaces, hyphens and brackets only.
  const name = (ownString(file, "filename") ?? "")
    .replace(/[^a-zA-Z0-9\s()[\]-]+/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  return { document: { format, name: name || "document", source: { bytes: url.slice(head.length) } } };
}

/** The calls of an assistant's message. */
export function toolUses(message: JsonObject, at: string): JsonObject[] {
  return ownArray(message, "tool_calls").flatMap((call, index) => {
    const called = isObject(call) ? ownObject(call, "function") : null;
    if (!isObject(call) || called === null) return [];
    const given = ownString(called, "arguments") ?? "{}";
    const input = parseObject(given);
    if (input === null)
      throw untranslatable("A tool call whose arguments are no JSON object", `${at}.tool_calls.${index}`);
    return [{ toolUse: { toolUseId: own(call, "id"), name: own(called, "name"), input } }];
  });
}

/** What a tool gave back. */
export function toolResult(message: JsonObject, at: string): JsonObject {
  const content = contentBlocks(own(message, "content"), at).filter(
    (block) => !Object.hasOwn(block, "cachePoint"),
  );
  return {
    toolResult: {
      toolUseId: own(message, "tool_call_id"),
      content: content.length > 0 ? content : [{ text: "(nothing)" }],
    },
  };
}
