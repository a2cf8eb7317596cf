import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { Answer } from "../upstream/judge-answer";
import { chatUsage, readConverseUsage } from "./converse-usage";
import type { WireContext } from "./wire";

/** A whole answer of Converse as the completion that the caller expects. */
export function toCompletion(answer: Answer, context: WireContext): JsonObject {
  const message = ownObject(ownObject(answer.json, "output") ?? {}, "message") ?? {};
  const blocks = ownArray(message, "content").filter(isObject);
  const calls = blocks.flatMap((block) => toolCall(ownObject(block, "toolUse")));
  const content = blocks.map((block) => ownString(block, "text") ?? "").join("");
  const thoughts = blocks.map((block) => thought(ownObject(block, "reasoningContent"))).join("");
  const usage = readConverseUsage(context.provider, answer.usage);
  return {
    ...completionHead(context),
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: content === "" && calls.length > 0 ? null : content,
          ...(thoughts === "" ? {} : { reasoning_content: thoughts }),
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: answer.finishReason,
      },
    ],
    ...(usage === null ? {} : { usage: chatUsage(usage) }),
  };
}

/** What a completion and each of its chunks begin with. The provider names no model: it is the one that was asked. */
export function completionHead({ requestId, model }: WireContext): JsonObject {
  return { id: `chatcmpl-${requestId}`, created: Math.floor(Date.now() / 1_000), model };
}

function toolCall(use: JsonObject | null): JsonObject[] {
  if (use === null) return [];
  const args = JSON.stringify(own(use, "input") ?? {});
  return [
    { id: own(use, "toolUseId"), type: "function", function: { name: own(use, "name"), arguments: args } },
  ];
}

function thought(reasoning: JsonObject | null): string {
  return ownString(ownObject(reasoning ?? {}, "reasoningText") ?? {}, "text") ?? "";
}
