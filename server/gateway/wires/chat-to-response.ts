import type { TokenUsage } from "@/server/pricing/token-usage";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { Answer } from "../upstream/judge-answer";
import { itemId, itemObject, type MessagePart, type ResponseItem } from "./response-items";
import { createdAtOf, responseObject, responseUsage, wantsSummary } from "./response-object";
import { incompleteReasonOf } from "./responses-finish";
import type { WireContext } from "./wire";

/** A chat answer as the response that the caller of Responses expects; its first choice, as there are no others. */
export function toResponse(answer: Answer, context: WireContext, usage: TokenUsage | null): JsonObject {
  const choice = ownArray(answer.json, "choices").find(isObject) ?? {};
  const incompleteReason = incompleteReasonOf(answer.finishReason);
  const items = itemsOf(choice, context);
  return responseObject(context, {
    model: answer.responseModel ?? context.model,
    createdAt: createdAtOf(answer.json),
    status: incompleteReason === null ? "completed" : "incomplete",
    incompleteReason,
    output: items.map((item, index) => {
      const isCutHere = incompleteReason !== null && index === items.length - 1;
      return itemObject(item, isCutHere ? "incomplete" : "completed");
    }),
    usage: responseUsage(usage),
  });
}

function itemsOf(choice: JsonObject, { requestId, request }: WireContext): ResponseItem[] {
  const message = ownObject(choice, "message") ?? {};
  const items: ResponseItem[] = [];
  const idOf = (kind: ResponseItem["kind"]): string => itemId(kind, requestId, items.length);
  const thoughts = ownString(message, "reasoning_content") ?? ownString(message, "reasoning");
  if (thoughts !== null && wantsSummary(request))
    items.push({ kind: "reasoning", id: idOf("reasoning"), text: thoughts });
  const parts = partsOf(message, ownArray(ownObject(choice, "logprobs") ?? {}, "content"));
  if (parts.length > 0) items.push({ kind: "message", id: idOf("message"), parts });
  for (const call of ownArray(message, "tool_calls").filter(isObject)) {
    const called = ownObject(call, "function") ?? {};
    const id = idOf("call");
    items.push({
      kind: "call",
      id,
      callId: ownString(call, "id") ?? id,
      name: ownString(called, "name") ?? "",
      args: ownString(called, "arguments") ?? "{}",
    });
  }
  return items;
}

function partsOf(message: JsonObject, logprobs: readonly unknown[]): MessagePart[] {
  const text = contentText(own(message, "content"));
  const refusal = ownString(message, "refusal");
  const parts: MessagePart[] = [];
  if (text !== "") parts.push({ kind: "text", text, logprobs: [...logprobs] });
  if (refusal !== null) parts.push({ kind: "refusal", text: refusal, logprobs: [] });
  return parts;
}

/** Some providers answer in parts, with thoughts of another shape among them. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isObject(part) ? (ownString(part, "text") ?? "") : "")).join("");
}
