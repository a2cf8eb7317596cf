import { seededRandom } from "@/server/core/seeded-random";
import type { AnswerChoice, ChatAnswer } from "./chat-answer";
import type { ChatRequest } from "./chat-request";

/** The answer as one `chat.completion` object. */
export function toCompletion(answer: ChatAnswer, request: ChatRequest): Record<string, unknown> {
  return {
    id: answer.id,
    object: "chat.completion",
    created: answer.created,
    model: answer.model,
    choices: answer.choices.map((choice, index) => ({
      index,
      message: messageOf(choice),
      logprobs: request.logprobs ? { content: logprobsOf(choice.tokens, request), refusal: null } : null,
      finish_reason: choice.finishReason,
    })),
    usage: answer.usage,
    system_fingerprint: "fp_sandbox",
  };
}

function messageOf(choice: AnswerChoice): Record<string, unknown> {
  return {
    role: "assistant",
    content: choice.toolCalls.length > 0 ? null : choice.tokens.join(""),
    ...(choice.reasoning.length > 0 ? { reasoning_content: choice.reasoning.join("") } : {}),
    ...(choice.toolCalls.length > 0 ? { tool_calls: choice.toolCalls.map(toolCall) } : {}),
    refusal: null,
  };
}

const toolCall = (call: AnswerChoice["toolCalls"][number]): Record<string, unknown> => ({
  id: call.id,
  type: "function",
  function: { name: call.name, arguments: call.arguments },
});

/** One event of a stream; `tokens` says how long it takes to generate, `isContent` whether a reader sees something. */
export interface StreamEvent {
  data: string;
  tokens: number;
  isContent: boolean;
}

/** The answer as the events of a stream, in order, `[DONE]` included. */
export function* toStreamEvents(answer: ChatAnswer, request: ChatRequest): Generator<StreamEvent> {
  const asksUsage = request.stream_options?.include_usage === true;
  const chunk = (choices: unknown[], usage: unknown = null): string =>
    JSON.stringify({
      id: answer.id,
      object: "chat.completion.chunk",
      created: answer.created,
      model: answer.model,
      system_fingerprint: "fp_sandbox",
      choices,
      ...(asksUsage ? { usage } : {}),
    });
  for (const [index, choice] of answer.choices.entries()) {
    for (const { delta, logprobs = null, tokens } of deltasOf(choice, request)) {
      const data = chunk([{ index, delta, logprobs, finish_reason: null }]);
      yield { data, tokens, isContent: tokens > 0 };
    }
    yield {
      data: chunk([{ index, delta: {}, logprobs: null, finish_reason: choice.finishReason }]),
      tokens: 0,
      isContent: false,
    };
  }
  if (asksUsage) yield { data: chunk([], answer.usage), tokens: 0, isContent: false };
  yield { data: "[DONE]", tokens: 0, isContent: false };
}

interface Delta {
  delta: Record<string, unknown>;
  logprobs?: unknown;
  tokens: number;
}

function* deltasOf(choice: AnswerChoice, request: ChatRequest): Generator<Delta> {
  yield {
    delta: { role: "assistant", content: choice.toolCalls.length > 0 ? null : "", refusal: null },
    tokens: 0,
  };
  for (const text of choice.reasoning) yield { delta: { reasoning_content: text }, tokens: 1 };
  for (const token of choice.tokens) {
    const logprobs = request.logprobs ? { content: logprobsOf([token], request), refusal: null } : null;
    yield { delta: { content: token }, logprobs, tokens: 1 };
  }
  for (const [index, call] of choice.toolCalls.entries()) {
    const start = { index, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
    yield { delta: { tool_calls: [start] }, tokens: 1 };
    for (const part of call.arguments.match(/[\s\S]{1,8}/g) ?? []) {
      yield { delta: { tool_calls: [{ index, function: { arguments: part } }] }, tokens: 1 };
    }
  }
}

function logprobsOf(tokens: readonly string[], request: ChatRequest): unknown[] {
  return tokens.map((token) => {
    const random = seededRandom(token);
    const entry = (text: string, logprob: number) => ({
      token: text,
      logprob,
      bytes: [...Buffer.from(text)],
    });
    const best = -random.next() * 0.5;
    const others = Array.from({ length: request.top_logprobs ?? 0 }, (_, rank) =>
      rank === 0 ? entry(token, best) : entry(`${token}~${rank}`, best - rank - random.next()),
    );
    return { ...entry(token, best), top_logprobs: others };
  });
}
