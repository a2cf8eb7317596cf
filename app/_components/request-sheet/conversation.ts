import { z } from "zod";
import { itemMessages } from "./responses-items";

/** One thing said: a text, a picture's place, a tool's use, or something this version does not know. */
export type Part =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "refusal"; text: string }
  | { kind: "media"; label: string }
  | { kind: "tool_call"; name: string; args: string; callId: string }
  | { kind: "json"; json: string };

export interface Message {
  role: string;
  /** The tool call a tool's message answers. */
  callId: string | null;
  parts: Part[];
}

const Json = z.record(z.string(), z.unknown());
type Json = z.infer<typeof Json>;

/**
 * What was sent, as messages: those of chat or the Messages format, the items of the Responses format, or the texts to
 * embed. Null when the body is not readable JSON.
 */
export function requestMessages(body: string | null, endpoint: string | null = null): Message[] | null {
  const json = parse(body);
  if (json === null) return null;
  if (endpoint === "responses")
    return [...systemMessage(json.instructions), ...itemMessages(inputItems(json.input)).map(readMessage)];
  if (Array.isArray(json.messages))
    return [...systemMessage(json.system), ...json.messages.flatMap(splitResults).map(readMessage)];
  if (json.input !== undefined) return [{ role: "input", callId: null, parts: inputParts(json.input) }];
  return null;
}

/** A text alone is what the user says. */
function inputItems(input: unknown): readonly unknown[] {
  return typeof input === "string" ? [{ role: "user", content: input }] : listOf(input);
}

/** The Messages and the Responses format have their system prompt beside the messages. */
function systemMessage(system: unknown): Message[] {
  const parts = contentParts(system);
  return parts.length === 0 ? [] : [{ role: "system", callId: null, parts }];
}

/** There, results of tools stand among the user's words; each is shown as the message of its tool. */
function splitResults(value: unknown): unknown[] {
  const message = recordOf(value);
  const isResult = (block: unknown): boolean => recordOf(block).type === "tool_result";
  const results = listOf(message.content).filter(isResult).map(recordOf);
  if (results.length === 0) return [value];
  const others = listOf(message.content).filter((block) => !isResult(block));
  return [
    ...results.map(({ content, tool_use_id }) => ({ role: "tool", tool_call_id: tool_use_id, content })),
    ...(others.length === 0 ? [] : [{ ...message, content: others }]),
  ];
}

/**
 * What came back: one message per choice of a chat answer, or the one of the Messages or the Responses format. Null for
 * other bodies.
 */
export function responseMessages(body: string | null): Message[] | null {
  const json = parse(body);
  if (json?.type === "message" && Array.isArray(json.content)) return [readMessage(json)];
  if (json?.object === "response" && Array.isArray(json.output))
    return [oneAnswer(itemMessages(json.output).map(readMessage))];
  if (json === null || !Array.isArray(json.choices)) return null;
  return json.choices.map((choice) => readMessage(recordOf(choice).message));
}

/** The items of one response are one answer. */
function oneAnswer(items: readonly Message[]): Message {
  return { role: "assistant", callId: null, parts: items.flatMap(({ parts }) => parts) };
}

function readMessage(value: unknown): Message {
  const message = recordOf(value);
  const parts: Part[] = [
    ...textPart("reasoning", message.reasoning_content ?? message.reasoning),
    ...(message.role === "tool" ? toolResult(message.content) : contentParts(message.content)),
    ...textPart("refusal", message.refusal),
    ...listOf(message.tool_calls).map(toolCall),
  ];
  return { role: stringOf(message.role) ?? "unknown", callId: stringOf(message.tool_call_id), parts };
}

function contentParts(content: unknown): Part[] {
  if (content === null || content === undefined || content === "") return [];
  if (typeof content === "string") return [{ kind: "text", text: content }];
  return Array.isArray(content) ? content.map(contentPart) : [jsonPart(content)];
}

/** Tools mostly answer in JSON, which is easier to read with line breaks. */
function toolResult(content: unknown): Part[] {
  if (typeof content !== "string" || !/^\s*[[{]/.test(content)) return contentParts(content);
  return [{ kind: "json", json: prettyJson(content) }];
}

function contentPart(value: unknown): Part {
  if (typeof value === "string") return { kind: "text", text: value };
  const part = recordOf(value);
  const text = stringOf(part.text);
  if (text !== null) return { kind: "text", text };
  const refusal = stringOf(part.refusal);
  if (refusal !== null) return { kind: "refusal", text: refusal };
  switch (part.type) {
    case "thinking":
      return { kind: "reasoning", text: stringOf(part.thinking) ?? "" };
    case "tool_use":
      return toolUse(part);
    case "image":
    case "document":
      return { kind: "media", label: sourceLabel(part) };
    case "image_url":
      return {
        kind: "media",
        label: mediaLabel("Image", stringOf(recordOf(part.image_url).url) ?? stringOf(part.image_url)),
      };
    case "input_image":
      return {
        kind: "media",
        label: mediaLabel("Image", stringOf(part.image_url) ?? stringOf(part.file_id)),
      };
    case "input_file":
      return { kind: "media", label: mediaLabel("File", fileName(part)) };
    case "input_audio":
      return {
        kind: "media",
        label: `Audio, ${stringOf(recordOf(part.input_audio).format) ?? "unknown format"}`,
      };
    case "file":
      return { kind: "media", label: mediaLabel("File", stringOf(recordOf(part.file).filename)) };
    default:
      return jsonPart(value);
  }
}

function fileName(part: Json): string | null {
  return stringOf(part.filename) ?? stringOf(part.file_url) ?? stringOf(part.file_id);
}

/** Never loads the picture: its address could report who looked. */
function mediaLabel(kind: string, source: string | null): string {
  if (source === null) return kind;
  const inline = /^data:([\w/+.-]+)/.exec(source);
  if (inline === null) return `${kind}, ${source.length > 80 ? `${source.slice(0, 80)}…` : source}`;
  return `${kind}, ${inline[1]}, ${Math.round((source.length * 3) / 4 / 1024)} kB inline`;
}

function toolCall(value: unknown): Part {
  const call = recordOf(value);
  const called = recordOf(call.function);
  return {
    kind: "tool_call",
    name: stringOf(called.name) ?? stringOf(call.type) ?? "unknown tool",
    args: prettyJson(stringOf(called.arguments) ?? ""),
    callId: stringOf(call.id) ?? "",
  };
}

function toolUse(part: Json): Part {
  const args = typeof part.input === "string" ? part.input : JSON.stringify(part.input ?? {}, null, 2);
  return {
    kind: "tool_call",
    name: stringOf(part.name) ?? "unknown tool",
    args,
    callId: stringOf(part.id) ?? "",
  };
}

function sourceLabel(part: Json): string {
  const kind = part.type === "image" ? "Image" : "Document";
  const source = recordOf(part.source);
  const data = stringOf(source.data);
  if (source.type !== "base64" || data === null)
    return mediaLabel(kind, stringOf(source.url) ?? stringOf(part.title));
  return mediaLabel(kind, `data:${stringOf(source.media_type) ?? "unknown/type"};base64,${data}`);
}

function inputParts(input: unknown): Part[] {
  const inputs = Array.isArray(input) && !input.every((item) => typeof item === "number") ? input : [input];
  return inputs.map((item) => (typeof item === "string" ? { kind: "text", text: item } : jsonPart(item)));
}

function textPart(kind: "reasoning" | "refusal", value: unknown): Part[] {
  return typeof value === "string" && value !== "" ? [{ kind, text: value }] : [];
}

function jsonPart(value: unknown): Part {
  return { kind: "json", json: JSON.stringify(value, null, 2) };
}

/** JSON with line breaks; any other text as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Tool arguments and cut bodies need not be JSON; they are shown as they came.
    return text;
  }
}

function parse(body: string | null): Json | null {
  if (body === null) return null;
  try {
    return Json.nullable().catch(null).parse(JSON.parse(body));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Json {
  const parsed = Json.safeParse(value);
  return parsed.success ? parsed.data : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
