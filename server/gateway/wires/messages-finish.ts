/** Records and screens have one vocabulary of endings, that of chat completions. */
const FROM_STOP_REASON: ReadonlyMap<string, string> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["refusal", "content_filter"],
]);

const TO_STOP_REASON: ReadonlyMap<string, string> = new Map([
  ["length", "max_tokens"],
  ["tool_calls", "tool_use"],
  ["function_call", "tool_use"],
  ["content_filter", "refusal"],
]);

/** Why an answer ended, in the words of chat; a reason that chat does not have stays as it is. */
export function finishReasonOf(stopReason: string): string {
  return FROM_STOP_REASON.get(stopReason) ?? stopReason;
}

/**
 * The same for a caller of chat, whose client may know no other word. A paused turn is not complete, so it is told as
 * one that was cut; a call of the tool that stands for the answer is none.
 */
export function chatFinishOf(stopReason: string, hasToolCalls: boolean): string {
  if (stopReason === "pause_turn") return "length";
  if (stopReason === "tool_use") return hasToolCalls ? "tool_calls" : "stop";
  return FROM_STOP_REASON.get(stopReason) ?? "stop";
}

/** The other way round. Some providers say `stop` after calling tools. */
export function stopReasonOf(finishReason: string | null, hasToolCalls: boolean): string {
  const reason = TO_STOP_REASON.get(finishReason ?? "") ?? "end_turn";
  return reason === "end_turn" && hasToolCalls ? "tool_use" : reason;
}
