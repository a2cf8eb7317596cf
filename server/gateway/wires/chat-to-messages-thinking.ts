import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { ClaudeTraits } from "../providers/claude-traits";

interface Turn {
  maxTokens: unknown;
  messages: readonly JsonObject[];
  /** The model must call a tool, which excludes thinking. */
  isForced: boolean;
}

interface Thinking {
  /** `thinking` and the sampling that goes with it. */
  members: JsonObject;
  effort: string | null;
}

const BUDGET = { least: 1_024, most: 32_000 };
/** How much of the whole output may be thoughts. */
const SHARES: Readonly<Record<string, number>> = {
  minimal: 0.1,
  low: 0.2,
  medium: 0.5,
  high: 0.8,
  xhigh: 0.95,
  max: 0.95,
};
const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;

/** `reasoning_effort` (or its relatives) as the model's own way to be asked, and the sampling that is allowed beside it. */
export function thinkingMembers(chat: JsonObject, traits: ClaudeTraits, turn: Turn): Thinking {
  const { thinking, effort } = wishedThinking(chat, traits, turn);
  const type = thinking === null ? null : own(thinking, "type");
  const isThinking = type === "enabled" || type === "adaptive";
  const sampling = samplingMembers(chat, traits, isThinking);
  return { members: thinking === null ? sampling : { thinking, ...sampling }, effort };
}

interface Wish {
  thinking: JsonObject | null;
  effort: string | null;
}

function wishedThinking(chat: JsonObject, traits: ClaudeTraits, turn: Turn): Wish {
  const given = ownObject(chat, "thinking");
  if (given !== null)
    return { thinking: given, effort: effortOf(ownString(chat, "reasoning_effort"), traits) };
  const { effort, budget } = readWish(chat);
  if (effort === "none") return off(traits, true);
  if (turn.isForced) return off(traits, false);
  if (effort === null && budget === null) return { thinking: null, effort: null };
  switch (traits.thinking) {
    case "none":
      return { thinking: null, effort: null };
    case "budget":
      return { thinking: withBudget(budget ?? SHARES[effort ?? ""] ?? 0.5, turn), effort: null };
    case "adaptive":
      return {
        thinking: { type: "adaptive", display: "summarized" },
        effort: effortOf(effort, traits),
      };
  }
}

/** What the caller asked for in the words of OpenAI, or of those who extend them. */
function readWish(chat: JsonObject): { effort: string | null; budget: number | null } {
  const reasoning = ownObject(chat, "reasoning") ?? {};
  const tokens = own(reasoning, "max_tokens");
  const isOff = own(reasoning, "enabled") === false;
  const isOn = own(reasoning, "enabled") === true;
  const said = ownString(chat, "reasoning_effort") ?? ownString(reasoning, "effort");
  return {
    effort: isOff ? "none" : (said ?? (isOn ? "medium" : null)),
    budget: typeof tokens === "number" && Number.isSafeInteger(tokens) ? tokens : null,
  };
}

/** Without thinking as far as the model can do without; `isWish` where the caller asked for that. */
function off({ thinkingOff, effortMax }: ClaudeTraits, isWish: boolean): Wish {
  if (thinkingOff === "omit") return { thinking: null, effort: null };
  if (thinkingOff === "never") return { thinking: null, effort: isWish && effortMax !== null ? "low" : null };
  return { thinking: { type: thinkingOff }, effort: null };
}

/** A share of the output or a number of tokens; nothing where it would not fit. */
function withBudget(wish: number, { maxTokens, messages }: Turn): JsonObject | null {
  if (typeof maxTokens !== "number" || !Number.isSafeInteger(maxTokens)) return null;
  if (maxTokens < 2 * BUDGET.least || goesOnUnthinking(messages)) return null;
  const wanted = wish <= 1 ? Math.min(Math.floor(maxTokens * wish), BUDGET.most) : wish;
  const budget = Math.min(Math.max(wanted, BUDGET.least), maxTokens - BUDGET.least);
  return { type: "enabled", budget_tokens: budget };
}

/** A turn that called tools without a thought (its thoughts were lost, or another model's) cannot go on with one. */
function goesOnUnthinking(messages: readonly JsonObject[]): boolean {
  const last = messages.findLast((message) => own(message, "role") === "assistant");
  const types =
    last === undefined ? [] : ownArray(last, "content").map((block) => isObject(block) && own(block, "type"));
  const isOpen = own(messages.at(-1) ?? {}, "role") === "user" && types.includes("tool_use");
  return isOpen && !types.includes("thinking") && !types.includes("redacted_thinking");
}

function effortOf(wish: string | null, { effortMax }: ClaudeTraits): string | null {
  if (wish === null || effortMax === null) return null;
  const effort = EFFORTS.find((one) => one === (wish === "minimal" ? "low" : wish));
  if (effort === "xhigh" && effortMax !== "xhigh") return "high";
  if (effort === "max" && effortMax === "high") return "high";
  return effort ?? null;
}

function samplingMembers(chat: JsonObject, traits: ClaudeTraits, isThinking: boolean): JsonObject {
  if (!traits.takesSampling) return {};
  const temperature = own(chat, "temperature") ?? undefined;
  const topP = own(chat, "top_p") ?? undefined;
  if (isThinking) return typeof topP === "number" && topP >= 0.95 ? { top_p: Math.min(topP, 1) } : {};
  const isExcluded = traits.takesOneSampling && temperature !== undefined;
  return {
    // Chat goes up to 2, Messages to 1.
    temperature: typeof temperature === "number" ? Math.min(temperature, 1) : temperature,
    top_p: isExcluded ? undefined : topP,
    top_k: own(chat, "top_k"),
  };
}
