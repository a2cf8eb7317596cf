import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import { readMessagesUsage } from "../providers/read-usage";
import type { Answer } from "../upstream/judge-answer";
import { type Thought, thoughtDetail } from "./chat-thoughts";
import { jsonToolName } from "./chat-to-messages-tools";
import { annotationOf } from "./message-citations";
import { chatFinishOf } from "./messages-finish";
import type { WireContext } from "./wire";

interface Said {
  content: string;
  annotations: JsonObject[];
  thoughts: Thought[];
  calls: JsonObject[];
}

/** A message of Claude's as the chat completion that a caller of chat expects. */
export function toCompletion({ json, usage, responseModel }: Answer, context: WireContext): JsonObject {
  const jsonTool = jsonToolName(context.request, context.model);
  const said = readBlocks(ownArray(json, "content").filter(isObject), jsonTool);
  const reasoning = said.thoughts.map(({ text }) => text ?? "").join("");
  const stopReason = ownString(json, "stop_reason") ?? "end_turn";
  const { content, calls, annotations, thoughts } = said;
  const message = {
    role: "assistant",
    content: content === "" && calls.length > 0 ? null : content,
    refusal: stopReason === "refusal" ? explanation(json) : null,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(thoughts.length === 0 ? {} : { reasoning_details: thoughts.map(thoughtDetail) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
  const finish = {
    finish_reason: chatFinishOf(stopReason, calls.length > 0),
    native_finish_reason: stopReason,
  };
  return {
    ...completionHead(context, "chat.completion", responseModel),
    choices: [{ index: 0, message, logprobs: null, ...finish }],
    usage: chatUsage(usage),
  };
}

/** What a completion or a piece of one has before its choices. */
export function completionHead(
  context: WireContext,
  object: string,
  responseModel: string | null,
): JsonObject {
  return {
    id: `chatcmpl-${context.requestId.replaceAll("-", "")}`,
    object,
    created: Math.floor(Date.now() / 1_000),
    model: responseModel ?? context.model,
  };
}

/** Anthropic's usage in the words of chat, where the prompt's count is the whole of it. */
export function chatUsage(usage: JsonObject | null): JsonObject {
  const read = readMessagesUsage(usage);
  const written = usage === null ? null : ownObject(usage, "cache_creation");
  const input = read?.inputTokens ?? 0;
  const output = read?.outputTokens ?? 0;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: read?.cachedInputTokens ?? 0,
      cache_write_tokens: read?.cacheWriteTokens ?? 0,
      ...(written === null ? {} : { cache_creation: written }),
    },
    completion_tokens_details: { reasoning_tokens: read?.reasoningTokens ?? 0 },
  };
}

/** Why Claude refused, where it says so. */
export function explanation(json: JsonObject): string | null {
  return ownString(ownObject(json, "stop_details") ?? {}, "explanation");
}

function readBlocks(blocks: readonly JsonObject[], jsonTool: string | null): Said {
  const said: Said = { content: "", annotations: [], thoughts: [], calls: [] };
  for (const [index, block] of blocks.entries()) {
    switch (own(block, "type")) {
      case "text":
        addText(said, block);
        break;
      case "thinking":
        said.thoughts.push({
          index,
          text: ownString(block, "thinking") ?? "",
          signature: ownString(block, "signature") ?? "",
        });
        break;
      case "redacted_thinking":
        said.thoughts.push({ index, data: ownString(block, "data") ?? "" });
        break;
      case "tool_use":
        if (jsonTool !== null && own(block, "name") === jsonTool)
          said.content += JSON.stringify(own(block, "input") ?? {});
        else said.calls.push(toolCall(block));
        break;
    }
  }
  return said;
}

function addText(said: Said, block: JsonObject): void {
  const start = said.content.length;
  said.content += ownString(block, "text") ?? "";
  for (const citation of ownArray(block, "citations").filter(isObject))
    said.annotations.push(annotationOf(citation, { start, end: said.content.length }));
}

function toolCall(block: JsonObject): JsonObject {
  const called = { name: own(block, "name"), arguments: JSON.stringify(own(block, "input") ?? {}) };
  return { id: own(block, "id"), type: "function", function: called };
}
