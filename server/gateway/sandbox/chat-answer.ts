import { createHash } from "node:crypto";
import type { SandboxModel } from "@/server/contracts/sandbox-models";
import { type SeededRandom, seededRandom } from "@/server/core/seeded-random";
import { type ChatRequest, lastUserText, textOf } from "./chat-request";
import { composeAnswer, composeReasoning } from "./compose-answer";
import { scriptedVerdict } from "./judge-script";
import { countTokens, tokenize } from "./sandbox-tokens";
import { schemaInstance } from "./schema-instance";
import { namesIn, type PlannedCall, planToolCalls } from "./tool-plan";

export interface AnswerChoice {
  /** Thought before the answer, in tokens; empty for models that do not think. */
  reasoning: string[];
  /** The words of the answer in tokens; empty when tools are called. */
  tokens: string[];
  toolCalls: PlannedCall[];
  finishReason: "stop" | "length" | "tool_calls";
}

export interface SandboxUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
}

export interface ChatAnswer {
  id: string;
  model: string;
  created: number;
  choices: AnswerChoice[];
  usage: SandboxUsage;
}

/** The whole answer to a request, the same for the same request. */
export function answerChat(request: ChatRequest, model: SandboxModel): ChatAnswer {
  const seed = seedOf(request, model);
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) =>
    answerChoice(request, model, seededRandom(`${seed}:${index}`)),
  );
  return {
    id: `chatcmpl-sandbox-${seed.slice(0, 24)}`,
    model: `sandbox/${model.id}`,
    created: Math.floor(Date.now() / 1_000),
    choices,
    usage: usageOf(request, choices),
  };
}

function seedOf(request: ChatRequest, model: SandboxModel): string {
  const parts = [
    model.id,
    request.messages,
    request.tools,
    request.response_format,
    request.seed,
    request.sandbox?.seed,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function answerChoice(request: ChatRequest, model: SandboxModel, random: SeededRandom): AnswerChoice {
  const reasoning = model.thinks ? tokenize(composeReasoning(request, random)) : [];
  const limit =
    (request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY) - reasoning.length;
  const toolCalls = planToolCalls(request, random);
  if (toolCalls.length > 0 && limit > 0)
    return { reasoning, tokens: [], toolCalls, finishReason: "tool_calls" };
  const tokens = tokenize(cutAtStop(words(request, model, random), request.stop));
  if (tokens.length <= limit) return { reasoning, tokens, toolCalls: [], finishReason: "stop" };
  const kept = reasoning.slice(0, Math.max(0, limit + reasoning.length));
  return {
    reasoning: kept,
    tokens: tokens.slice(0, Math.max(0, limit)),
    toolCalls: [],
    finishReason: "length",
  };
}

function words(request: ChatRequest, model: SandboxModel, random: SeededRandom): string {
  const verdict = scriptedVerdict(request);
  if (verdict !== null) return verdict;
  const format = request.response_format;
  if (!format || format.type === "text") return composeAnswer(request, model, random);
  const text = lastUserText(request);
  if (format.type === "json_object") {
    const answer = composeAnswer(request, model, random).split("\n")[0] ?? "";
    return JSON.stringify({ answer, model: `sandbox/${model.id}`, is_sandbox: true });
  }
  const hints = { random, text, subjects: namesIn(text), subject: 0 };
  return JSON.stringify(schemaInstance(format.json_schema.schema ?? { type: "object" }, hints));
}

function cutAtStop(text: string, stop: string | string[] | undefined): string {
  const marks = (typeof stop === "string" ? [stop] : (stop ?? [])).filter((mark) => mark.length > 0);
  const ends = marks.map((mark) => text.indexOf(mark)).filter((index) => index >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

/** A provider's prompt cache begins at 1,024 tokens and works in steps of 128; the last message is always new. */
const CACHE_MIN = 1_024;
const CACHE_STEP = 128;

function usageOf(request: ChatRequest, choices: readonly AnswerChoice[]): SandboxUsage {
  const sizes = request.messages.map(
    (message) => 4 + countTokens(textOf(message)) + callTokens(message.tool_calls),
  );
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const prompt = 3 + sum(sizes) + (request.tools ? Math.ceil(JSON.stringify(request.tools).length / 4) : 0);
  const stable = sum(sizes.slice(0, -1));
  const reasoning = sum(choices.map((choice) => choice.reasoning.length));
  const visible = sum(choices.map((choice) => choice.tokens.length + callTokens(choice.toolCalls)));
  return {
    prompt_tokens: prompt,
    completion_tokens: visible + reasoning,
    total_tokens: prompt + visible + reasoning,
    prompt_tokens_details: {
      cached_tokens: stable >= CACHE_MIN ? Math.floor(stable / CACHE_STEP) * CACHE_STEP : 0,
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

const callTokens = (calls: readonly unknown[] | undefined): number =>
  calls && calls.length > 0 ? Math.ceil(JSON.stringify(calls).length / 4) : 0;
