import type { TokenUsage } from "@/server/pricing/token-usage";
import { type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { WireContext } from "./wire";

export interface ResponseFacts {
  model: string;
  /** Unix seconds. */
  createdAt: number;
  status: "in_progress" | "completed" | "incomplete";
  incompleteReason: string | null;
  output: readonly JsonObject[];
  usage: JsonObject | null;
}

/** A response with what its request said: clients of this format expect every member to be there. */
export function responseObject({ requestId, request }: WireContext, facts: ResponseFacts): JsonObject {
  const said = (name: string, otherwise: unknown = null): unknown => own(request, name) ?? otherwise;
  const { incompleteReason } = facts;
  return {
    id: `resp_${requestId.replaceAll("-", "")}`,
    object: "response",
    created_at: facts.createdAt,
    status: facts.status,
    background: false,
    error: null,
    incomplete_details: incompleteReason === null ? null : { reason: incompleteReason },
    instructions: said("instructions"),
    max_output_tokens: said("max_output_tokens"),
    max_tool_calls: said("max_tool_calls"),
    metadata: said("metadata", {}),
    model: facts.model ?? said("model"),
    output: facts.output,
    parallel_tool_calls: said("parallel_tool_calls", true),
    previous_response_id: null,
    prompt_cache_key: said("prompt_cache_key"),
    reasoning: { effort: null, summary: null, ...ownObject(request, "reasoning") },
    safety_identifier: said("safety_identifier"),
    service_tier: "default",
    // Nothing of it is kept for a later `previous_response_id`.
    store: false,
    temperature: said("temperature"),
    text: { format: { type: "text" }, ...ownObject(request, "text") },
    tool_choice: said("tool_choice", "auto"),
    tools: ownArray(request, "tools"),
    top_logprobs: said("top_logprobs", 0),
    top_p: said("top_p"),
    truncation: said("truncation", "disabled"),
    usage: facts.usage,
    user: said("user"),
  };
}

/** Usage in the words of Responses; null where nobody told it. */
export function responseUsage(usage: TokenUsage | null): JsonObject | null {
  if (usage === null) return null;
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: input + output,
  };
}

/** Thoughts are shown only to a caller that asked for them, as others may not know the item. */
export function wantsSummary(request: JsonObject): boolean {
  const reasoning = ownObject(request, "reasoning") ?? {};
  return ownString(reasoning, "summary") !== null || ownString(reasoning, "generate_summary") !== null;
}

/** When a chat answer says it was made; now, where it does not say. */
export function createdAtOf(answer: JsonObject): number {
  const created = own(answer, "created");
  return typeof created === "number" && Number.isFinite(created) ? created : Math.floor(Date.now() / 1_000);
}
