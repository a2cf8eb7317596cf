/** What a Claude model takes; versions differ, and a model that refuses a setting refuses the whole request. */
export interface ClaudeTraits {
  /** The most that `max_tokens` may say. */
  outputTokensMax: number;
  /** How it is asked to think: not at all, by a budget of tokens, or by an effort that it fits to the question. */
  thinking: "none" | "budget" | "adaptive";
  /** What keeps it from thinking: leaving the setting out, saying so, or nothing at all. */
  thinkingOff: "omit" | "disabled" | "between_tools" | "never";
  /** Highest value of `output_config.effort`; null where it has none. */
  effortMax: "high" | "max" | "xhigh" | null;
  /** False: temperature, top_p and top_k are refused. */
  takesSampling: boolean;
  /** True: temperature and top_p exclude each other. */
  takesOneSampling: boolean;
  /** `output_config.format` and strict tools. */
  hasStructuredOutput: boolean;
  /** `tool_choice` may name a tool or ask for any, at least while it does not think. */
  takesForcedTool: boolean;
}

type Version = number;

const NAME = /claude-(?:(opus|sonnet|haiku|fable|mythos)-)?(\d{1,2})(?:[-.](\d{1,2}))?(?![\d])/;
const OLD_NAME = /claude-\d(?:[-.]\d)?-(opus|sonnet|haiku)/;
const ALWAYS_THINKING = new Set(["fable", "mythos"]);
/** A model that is newer than this table is taken for one of the latest kind. */
const LATEST = { family: "opus", version: 5.5 };

const known = new Map<string, ClaudeTraits>();
const KNOWN_MAX = 1_000;

/** The traits of a model by its name, in any platform's spelling (`anthropic.claude-…-v1:0`, `claude-…@20250929`). */
export function claudeTraits(model: string): ClaudeTraits {
  const found = known.get(model);
  if (found !== undefined) return found;
  const { family, version } = parseName(model.toLowerCase());
  const traits = traitsOf(family, version);
  if (known.size < KNOWN_MAX) known.set(model, traits);
  return traits;
}

function parseName(model: string): { family: string; version: Version } {
  const match = NAME.exec(model);
  if (match === null) return LATEST;
  const family = match[1] ?? OLD_NAME.exec(model)?.[1] ?? LATEST.family;
  return { family, version: Number(match[2]) + Number(match[3] ?? 0) / 10 };
}

function traitsOf(family: string, version: Version): ClaudeTraits {
  const isAdaptive = version >= 4.6;
  const hasNoSampling = version >= 5 || (family === "opus" && version >= 4.7);
  return {
    outputTokensMax: outputTokensMax(family, version),
    thinking: isAdaptive ? "adaptive" : version >= 3.7 ? "budget" : "none",
    thinkingOff: thinkingOff(family, version),
    effortMax: effortMax(family, version),
    takesSampling: !hasNoSampling,
    takesOneSampling: version >= 4.5 || (family === "opus" && version >= 4.1),
    hasStructuredOutput: version >= 4.5,
    takesForcedTool: thinkingOff(family, version) !== "never",
  };
}

function outputTokensMax(family: string, version: Version): number {
  if (version < 3.5) return 4_096;
  if (version < 3.7) return 8_192;
  if (version < 4.5) return family === "opus" ? 32_000 : 64_000;
  const isLarge = version >= 4.7 || (family === "opus" && version >= 4.6);
  return isLarge ? 128_000 : 64_000;
}

function thinkingOff(family: string, version: Version): ClaudeTraits["thinkingOff"] {
  if (ALWAYS_THINKING.has(family)) return "never";
  if (version >= 5.5) return family === "sonnet" ? "between_tools" : "never";
  return version >= 5 ? "disabled" : "omit";
}

function effortMax(family: string, version: Version): ClaudeTraits["effortMax"] {
  if (version >= 4.7) return "xhigh";
  if (version >= 4.6) return "max";
  return family === "opus" && version >= 4.5 ? "high" : null;
}
