import { type JsonObject, own, ownObject, ownString } from "../json-value";
import { untranslatable } from "./untranslatable";

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w-]+=[^;,]*)*;base64,/i;

/** A content part of a chat message as a block; null when it holds nothing. */
export function userBlock(part: JsonObject, at: string): JsonObject | null {
  const block = blockOf(part, at);
  const mark = own(part, "cache_control");
  return block === null || mark === undefined || mark === null ? block : { ...block, cache_control: mark };
}

function blockOf(part: JsonObject, at: string): JsonObject | null {
  const type = own(part, "type");
  if (type === "text") {
    const text = own(part, "text");
    return text === "" ? null : { type: "text", text };
  }
  if (type === "image_url") return imageBlock(part, at);
  if (type === "file") return documentBlock(part, at);
  throw wrong(part, at);
}

function imageBlock(part: JsonObject, at: string): JsonObject {
  const url = ownString(ownObject(part, "image_url") ?? {}, "url") ?? ownString(part, "image_url");
  if (url === null) throw wrong(part, at);
  const data = readDataUrl(url);
  if (data !== null) return { type: "image", source: base64(data.mediaType ?? "image/png", data.data) };
  if (!isWebAddress(url)) throw wrong(part, at);
  return { type: "image", source: { type: "url", url } };
}

function documentBlock(part: JsonObject, at: string): JsonObject {
  const file = ownObject(part, "file") ?? {};
  const source = documentSource(file);
  if (source === null) throw wrong(part, at);
  const title = ownString(file, "filename");
  const citations = ownObject(part, "citations");
  return {
    type: "document",
    source,
    ...(title === null ? {} : { title }),
    ...(citations === null ? {} : { citations }),
  };
}

function documentSource(file: JsonObject): JsonObject | null {
  const fileId = ownString(file, "file_id");
  if (fileId !== null) return { type: "file", file_id: fileId };
  const given = ownString(file, "file_data");
  if (given === null) return null;
  if (isWebAddress(given)) return { type: "url", url: given };
  const { mediaType, data } = readDataUrl(given) ?? { mediaType: "application/pdf", data: given };
  if (mediaType?.startsWith("text/"))
    return { type: "text", media_type: "text/plain", data: Buffer.from(data, "base64").toString() };
  return mediaType === "application/pdf" ? base64(mediaType, data) : null;
}

function readDataUrl(url: string): { mediaType: string | null; data: string } | null {
  const head = DATA_URL.exec(url.slice(0, 200));
  if (head === null) return null;
  return { mediaType: head[1]?.toLowerCase() ?? null, data: url.slice(head[0].length) };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function base64(mediaType: string, data: string): JsonObject {
  return { type: "base64", media_type: mediaType, data };
}

function wrong(part: JsonObject, at: string): Error {
  const type = ownString(part, "type") ?? "unknown";
  return untranslatable(`A content part of type “${type.slice(0, 60)}” was sent`, at, "chat completions");
}
