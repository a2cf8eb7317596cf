import { type JsonObject, own, ownObject, ownString } from "../json-value";
import { type ClaudeTraits, claudeTraits } from "../providers/claude-traits";
import { messagesOf } from "./chat-to-messages-content";
import { checkParameters } from "./chat-to-messages-parameters";
import { thinkingMembers } from "./chat-to-messages-thinking";
import { jsonPlan, toolMembers } from "./chat-to-messages-tools";

/** Members of Anthropic's own that callers of chat add to their requests; they mean the same here. */
const PASSED_ON = ["cache_control", "container", "context_management", "inference_geo", "speed"] as const;

const JSON_WORDS = "Answer with one JSON object and nothing else: no explanation and no code fence.";

/**
 * A chat request as a Messages request. What only tunes the answer and has no counterpart is left out
 * (`checkParameters` lists it); what would change the answer's meaning is refused.
 */
export function toMessagesRequest(chat: JsonObject, { model }: { model: string }): JsonObject {
  checkParameters(chat);
  const traits = claudeTraits(model);
  const plan = jsonPlan(chat, traits);
  const { system, messages } = messagesOf(chat);
  const words = plan.kind === "words" ? [{ type: "text", text: JSON_WORDS }] : [];
  const tools = toolMembers(chat, plan, traits);
  const maxTokens = maxTokensOf(chat, traits);
  const thinking = thinkingMembers(chat, traits, { maxTokens, messages, isForced: tools.isForced });
  const format = plan.kind === "format" ? { format: plan.format } : {};
  const effort = thinking.effort === null ? {} : { effort: thinking.effort };
  const outputConfig = { ...effort, ...format };
  return withoutUndefined({
    model,
    max_tokens: maxTokens,
    system: system.length + words.length === 0 ? undefined : [...system, ...words],
    messages,
    ...tools.members,
    ...thinking.members,
    output_config: Object.keys(outputConfig).length === 0 ? undefined : outputConfig,
    stop_sequences: stopSequences(chat),
    metadata: metadata(chat),
    service_tier: serviceTier(chat),
    stream: own(chat, "stream") === true ? true : undefined,
    ...Object.fromEntries(PASSED_ON.map((name) => [name, own(chat, name)])),
  });
}

/** Required in Messages. A limit above the model's own is the same as none. */
function maxTokensOf(chat: JsonObject, { outputTokensMax }: ClaudeTraits): unknown {
  const asked = own(chat, "max_completion_tokens") ?? own(chat, "max_tokens") ?? outputTokensMax;
  return typeof asked === "number" ? Math.min(asked, outputTokensMax) : asked;
}

function stopSequences(chat: JsonObject): unknown {
  const stop = own(chat, "stop");
  return typeof stop === "string" ? [stop] : stop;
}

function metadata(chat: JsonObject): JsonObject | undefined {
  const given = ownString(ownObject(chat, "metadata") ?? {}, "user_id");
  const userId = given ?? ownString(chat, "user") ?? ownString(chat, "safety_identifier");
  return userId === null ? undefined : { user_id: userId };
}

/** Anthropic knows two tiers: its own choice, and never the priority one. */
function serviceTier(chat: JsonObject): string | undefined {
  const tier = own(chat, "service_tier");
  if (tier === "auto" || tier === "standard_only") return tier;
  return tier === "default" ? "standard_only" : undefined;
}

function withoutUndefined(object: Record<string, unknown>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}
