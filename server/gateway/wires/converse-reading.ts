import { type JsonObject, own, ownObject, ownString, parseObject } from "../json-value";
import { ChatTranscript } from "../stream/chat-transcript";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { converseFinishReason } from "./converse-finish";
import { completionHead } from "./converse-to-chat";
import { chatUsage, readConverseUsage } from "./converse-usage";
import type { WireContext, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };
const DONE_EVENT = Buffer.from("data: [DONE]\n\n");

/** Reads a stream of Converse, whose messages were made server-sent events, and says the same in chunks of chat. */
export class ConverseReading implements WireReading {
  readonly #options: StreamReadingOptions;
  readonly #context: WireContext;
  readonly #head: JsonObject;
  readonly #transcript: ChatTranscript | null;
  /** Which call a block is: calls are counted from 0, blocks together with texts. */
  readonly #calls = new Map<unknown, number>();
  /** Blocks of calls whose arguments have begun. */
  readonly #argued = new Set<unknown>();
  readonly promptUsage = null;
  readonly closing = DONE_EVENT;
  readonly responseModel: string | null = null;
  hasContent = false;
  hasFinished = false;
  finishReason: string | null = null;
  usage: JsonObject | null = null;
  contentEvents = 0;

  constructor(options: StreamReadingOptions, context: WireContext) {
    this.#options = options;
    this.#context = context;
    this.#head = { ...completionHead(context), object: "chat.completion.chunk" };
    this.#transcript = options.keepsText ? new ChatTranscript() : null;
  }

  get transcript(): ChatTranscript | null {
    return this.#transcript;
  }

  read(event: Buffer): EventVerdict {
    const text = event.toString();
    const data = eventData(text);
    if (data === null) return DROP;
    const json = parseObject(data);
    if (json === null) return { kind: "error", message: "the provider sent an event that is not JSON" };
    switch (/^event: (\w+)/.exec(text)?.[1]) {
      case "messageStart":
        return this.#delta({ role: "assistant", content: "" }, false);
      case "contentBlockStart":
        return this.#startBlock(json);
      case "contentBlockDelta":
        return this.#addToBlock(json);
      case "contentBlockStop":
        return this.#endBlock(own(json, "contentBlockIndex"));
      case "messageStop":
        return this.#stop(json);
      case "metadata":
        return this.#readUsage(ownObject(json, "usage"));
      case "error":
        return { kind: "error", message: "the provider reported an error" };
      default:
        return DROP;
    }
  }

  #startBlock(event: JsonObject): EventVerdict {
    const use = ownObject(ownObject(event, "start") ?? {}, "toolUse");
    if (use === null) return DROP;
    const index = this.#calls.size;
    this.#calls.set(own(event, "contentBlockIndex"), index);
    const called = { name: own(use, "name"), arguments: "" };
    return this.#delta({
      tool_calls: [{ index, id: own(use, "toolUseId"), type: "function", function: called }],
    });
  }

  #addToBlock(event: JsonObject): EventVerdict {
    const delta = ownObject(event, "delta") ?? {};
    const text = ownString(delta, "text");
    if (text !== null) return this.#delta({ content: text });
    const args = ownString(ownObject(delta, "toolUse") ?? {}, "input");
    const index = this.#calls.get(own(event, "contentBlockIndex"));
    if (args !== null && index !== undefined) {
      if (args !== "") this.#argued.add(own(event, "contentBlockIndex"));
      return this.#delta({ tool_calls: [{ index, function: { arguments: args } }] });
    }
    const thought = ownString(ownObject(delta, "reasoningContent") ?? {}, "text");
    return thought === null ? DROP : this.#delta({ reasoning_content: thought });
  }

  /** Clients parse the arguments of a call, so one without any says so. */
  #endBlock(block: unknown): EventVerdict {
    const index = this.#calls.get(block);
    if (index === undefined || this.#argued.has(block)) return DROP;
    return this.#delta({ tool_calls: [{ index, function: { arguments: "{}" } }] });
  }

  #stop(event: JsonObject): EventVerdict {
    this.finishReason = converseFinishReason(event);
    this.hasFinished = this.finishReason !== null;
    return this.#delta({}, true, this.finishReason);
  }

  #readUsage(usage: JsonObject | null): EventVerdict {
    const read = readConverseUsage(this.#context.provider, usage);
    if (usage === null || read === null) return DROP;
    this.usage = usage;
    if (!this.#options.wantsUsage) return DROP;
    const told = chatUsage(read);
    return this.#chunk({ choices: [], usage: told, floopy: this.#options.extendUsage(told) });
  }

  #delta(delta: JsonObject, isContent = true, finishReason: string | null = null): EventVerdict {
    if (isContent) {
      this.hasContent = true;
      this.contentEvents += 1;
    }
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
    this.#transcript?.add({ choices });
    return this.#chunk({ choices });
  }

  #chunk(members: JsonObject): EventVerdict {
    return { kind: "replace", event: `data: ${JSON.stringify({ ...this.#head, ...members })}\n\n` };
  }
}
