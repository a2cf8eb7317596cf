import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";

const FROM_INCOMPLETE: ReadonlyMap<string, string> = new Map([
  ["max_output_tokens", "length"],
  ["content_filter", "content_filter"],
]);

const TO_INCOMPLETE: ReadonlyMap<string, string> = new Map([
  ["length", "max_output_tokens"],
  ["content_filter", "content_filter"],
]);

/** Why a chat answer makes only an incomplete response; null when it makes a complete one. */
export function incompleteReasonOf(finishReason: string | null): string | null {
  return TO_INCOMPLETE.get(finishReason ?? "") ?? null;
}

/** Why a response ended, in the words of chat; null when it did not end with an answer. */
export function responseFinishReason(response: JsonObject): string | null {
  const output = ownArray(response, "output").filter(isObject);
  switch (own(response, "status")) {
    case "completed":
      if (output.some(isCall)) return "tool_calls";
      return output.some(isRefusal) ? "content_filter" : "stop";
    case "incomplete": {
      const reason = ownString(ownObject(response, "incomplete_details") ?? {}, "reason") ?? "incomplete";
      return FROM_INCOMPLETE.get(reason) ?? reason;
    }
    case "queued":
    case "in_progress":
      // What was asked to run in the background has only begun; the provider keeps what comes of it.
      return own(response, "background") === true ? "background" : null;
    default:
      return null;
  }
}

/** Calls that the caller has to answer; what the provider ran itself is no such call. */
function isCall(item: JsonObject): boolean {
  const type = own(item, "type");
  return type === "function_call" || type === "custom_tool_call";
}

function isRefusal(item: JsonObject): boolean {
  return ownArray(item, "content").some((part) => isObject(part) && own(part, "type") === "refusal");
}
