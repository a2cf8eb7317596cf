import { type JsonObject, ownString } from "../json-value";

const FROM_STOP_REASON: ReadonlyMap<string, string> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["guardrail_intervened", "content_filter"],
  ["content_filtered", "content_filter"],
]);

/** Why a Converse answer ended, in the words of chat; a reason that chat does not have stays as it is. */
export function converseFinishReason(event: JsonObject): string | null {
  const reason = ownString(event, "stopReason");
  return reason === null ? null : (FROM_STOP_REASON.get(reason) ?? reason);
}
