import { isObject, type JsonObject, own, ownObject, ownString } from "../json-value";
import { untranslatable } from "./untranslatable";

/** The parts of a message's content as chat has them. */
export function chatParts(content: unknown, path: string): JsonObject[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [];
  return content.map((part, index) => chatPart(part, `${path}.${index}`));
}

/** Some providers take only plain texts, so parts are used where something else than text is among them. */
export function plainWhereTextOnly(parts: readonly JsonObject[]): unknown {
  const [only] = parts;
  return parts.length === 1 && only !== undefined && isText(only) ? own(only, "text") : parts;
}

/** The texts among parts, joined. */
export function textsOf(parts: readonly JsonObject[]): string {
  return parts
    .filter(isText)
    .map((part) => own(part, "text"))
    .join("\n");
}

export function isText(part: JsonObject): boolean {
  return own(part, "type") === "text";
}

function chatPart(part: unknown, path: string): JsonObject {
  if (!isObject(part)) throw unknownPart(null, path);
  const type = ownString(part, "type");
  switch (type) {
    case "input_text":
    case "output_text":
    case "text":
      return { type: "text", text: own(part, "text") };
    case "refusal":
      return { type: "text", text: own(part, "refusal") };
    case "input_image":
      return imagePart(part, path);
    case "input_file":
      return filePart(part, path);
    case "input_audio":
      return { type: "input_audio", input_audio: ownObject(part, "input_audio") };
    default:
      throw unknownPart(type, path);
  }
}

function imagePart(part: JsonObject, path: string): JsonObject {
  const url = ownString(part, "image_url");
  if (url === null) throw kept("A picture was sent by its id", `${path}.file_id`);
  const detail = ownString(part, "detail");
  return { type: "image_url", image_url: detail === null ? { url } : { url, detail } };
}

function filePart(part: JsonObject, path: string): JsonObject {
  const data = ownString(part, "file_data");
  if (data === null) {
    const name = ownString(part, "file_url") === null ? "file_id" : "file_url";
    throw kept("A file was sent by its id or address", `${path}.${name}`);
  }
  return { type: "file", file: { filename: ownString(part, "filename") ?? "file", file_data: data } };
}

function kept(what: string, param: string): Error {
  return untranslatable(what, param, "Responses");
}

function unknownPart(type: string | null, path: string): Error {
  return kept(`A content part of type “${(type ?? "unknown").slice(0, 60)}” was sent`, path);
}
