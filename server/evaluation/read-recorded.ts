import { isJson, type Json, member, objectAt, objectsAt, parseJsonObject, textAt } from "./json-parts";
import type { AnswerFormat, RecordedExchange } from "./recorded-exchange";

export interface RecordedBodies {
  /** `chat`, `messages` or `responses`. */
  endpoint: string;
  request: string | null;
  response: string | null;
  finishReason: string | null;
  isTruncated: boolean;
  isRedacted: boolean;
}

/** Null where what is stored is not the whole, or is no conversation. */
export function readRecorded(bodies: RecordedBodies): RecordedExchange | null {
  if (bodies.isTruncated) return null;
  const request = parseJsonObject(bodies.request);
  const response = parseJsonObject(bodies.response);
  if (request === null || response === null) return null;
  const answer = answerOf(bodies.endpoint, response);
  if (answer === null) return null;
  const { question, given } = saidIn(request);
  return {
    question,
    given,
    ...answer,
    finishReason: (bodies.finishReason ?? answer.finishReason)?.toLowerCase() ?? null,
    format: formatOf(request),
    isRedacted: bodies.isRedacted,
  };
}

type Answer = Pick<RecordedExchange, "answer" | "refusal" | "hasToolCalls" | "finishReason">;

function answerOf(endpoint: string, response: Json): Answer | null {
  if (endpoint === "messages") return messageAnswer(response);
  if (endpoint === "responses") return responseAnswer(response);
  return endpoint === "chat" ? chatAnswer(response) : null;
}

function chatAnswer(response: Json): Answer | null {
  const [choice] = objectsAt(response, "choices");
  const message = choice === undefined ? null : objectAt(choice, "message");
  if (choice === undefined || message === null) return null;
  return {
    answer: textOf(member(message, "content")),
    refusal: textAt(message, "refusal"),
    hasToolCalls: objectsAt(message, "tool_calls").length > 0 || objectAt(message, "function_call") !== null,
    finishReason: textAt(choice, "finish_reason"),
  };
}

function messageAnswer(response: Json): Answer | null {
  if (!Array.isArray(member(response, "content"))) return null;
  const finishReason = textAt(response, "stop_reason");
  return {
    answer: textOf(member(response, "content")),
    refusal: finishReason === "refusal" ? "refusal" : null,
    hasToolCalls: objectsAt(response, "content").some((block) => textAt(block, "type") === "tool_use"),
    finishReason,
  };
}

function responseAnswer(response: Json): Answer | null {
  const items = objectsAt(response, "output");
  const parts = items.flatMap((item) => objectsAt(item, "content"));
  if (!Array.isArray(member(response, "output"))) return null;
  const refused = parts.find((part) => textAt(part, "type") === "refusal");
  const details = objectAt(response, "incomplete_details");
  return {
    answer: textOf(parts.filter((part) => textAt(part, "type") === "output_text")),
    refusal: refused === undefined ? null : textAt(refused, "refusal"),
    hasToolCalls: items.some((item) => textAt(item, "type")?.endsWith("_call") ?? false),
    finishReason: details === null ? textAt(response, "status") : textAt(details, "reason"),
  };
}

/** Texts of a content: a string, or parts of which only words count. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.filter(isJson).map(partText).filter(Boolean).join("\n");
}

function partText(part: Json): string {
  const type = textAt(part, "type");
  if (type === "tool_result") return textOf(member(part, "content"));
  if (type === "thinking" || type === "reasoning") return "";
  return textAt(part, "text") ?? textAt(part, "output") ?? "";
}

interface Said {
  role: string;
  text: string;
}

function saidIn(request: Json): Pick<RecordedExchange, "question" | "given"> {
  const input = member(request, "input");
  const list = Array.isArray(member(request, "messages"))
    ? objectsAt(request, "messages")
    : objectsAt(request, "input");
  const said = list.map(saidBy);
  if (typeof input === "string") said.push({ role: "user", text: input });
  const last = said.findLastIndex(({ role, text }) => role === "user" && text.trim() !== "");
  const instructions = [textOf(member(request, "system")), textAt(request, "instructions") ?? ""];
  const others = said.filter((_, index) => index !== last).map(({ text }) => text);
  return {
    question: said[last]?.text ?? "",
    given: [...instructions, ...others].filter(Boolean).join("\n\n"),
  };
}

/** Results of tools stand in a user's message in one format and in an item of their own in another. */
function saidBy(message: Json): Said {
  const content = member(message, "content") ?? member(message, "output");
  const hasResult =
    Array.isArray(content) && content.filter(isJson).some((part) => textAt(part, "type") === "tool_result");
  return { role: hasResult ? "tool" : (textAt(message, "role") ?? "tool"), text: textOf(content) };
}

function formatOf(request: Json): AnswerFormat {
  const text = objectAt(request, "text");
  const output = objectAt(request, "output_config");
  const format =
    objectAt(request, "response_format") ??
    (text === null ? null : objectAt(text, "format")) ??
    objectAt(request, "output_format") ??
    (output === null ? null : objectAt(output, "format"));
  if (format === null) return { kind: "text" };
  const type = textAt(format, "type");
  if (type === "json_object") return { kind: "json" };
  if (type !== "json_schema") return { kind: "text" };
  const nested = objectAt(format, "json_schema");
  const schema = objectAt(nested ?? format, "schema");
  return schema === null ? { kind: "json" } : { kind: "schema", schema };
}
