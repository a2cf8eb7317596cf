import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json-value";
import { responseFinishReason } from "../../wires/responses-finish";
import type { AnswerForm, Assembler } from "./answer-form";
import { pieces } from "./pieces";

const WHOLE_REASONS: ReadonlySet<string | null> = new Set(["stop", "tool_calls"]);

/** OpenAI's Responses: the last event of a stream has it all, and all other events follow from that. */
export const RESPONSE_FORM: AnswerForm = {
  assembler: () => new ResponseAssembler(),
  isComplete: (json) => WHOLE_REASONS.has(responseFinishReason(json)),
  replay: (json, { extendUsage }) => {
    const usage = ownObject(json, "usage");
    const extension = usage === null ? {} : { floopy: extendUsage(usage) };
    const begun = { ...json, status: "in_progress", output: [], usage: null };
    const events = [
      { type: "response.created", response: begun },
      { type: "response.in_progress", response: begun },
      ...ownArray(json, "output").filter(isObject).flatMap(itemEvents),
      { type: `response.${ownString(json, "status") ?? "completed"}`, response: json, ...extension },
    ];
    return Buffer.from(
      events
        .map(({ type, ...rest }, at) => ({ type, sequence_number: at, ...rest }))
        .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        .join(""),
    );
  },
};

class ResponseAssembler implements Assembler {
  #whole: JsonObject | null = null;

  add(event: JsonObject): void {
    if (own(event, "type") === "response.completed") this.#whole = ownObject(event, "response");
  }

  finish(): JsonObject | null {
    return this.#whole;
  }
}

type Event = JsonObject & { type: string };

function itemEvents(item: JsonObject, index: number): Event[] {
  const { start, said } = splitItem(item);
  const at = { item_id: own(item, "id"), output_index: index };
  return [
    { type: "response.output_item.added", output_index: index, item: start },
    ...said.map(({ type, ...members }) => ({ type, ...at, ...members })),
    { type: "response.output_item.done", output_index: index, item },
  ];
}

/** What an item is before anything has been said in it, and what is then said. */
function splitItem(item: JsonObject): { start: JsonObject; said: Event[] } {
  switch (own(item, "type")) {
    case "message":
      return {
        start: { ...item, status: "in_progress", content: [] },
        said: ownArray(item, "content").filter(isObject).flatMap(partEvents),
      };
    case "reasoning":
      return {
        start: { ...item, summary: [] },
        said: ownArray(item, "summary").filter(isObject).flatMap(summaryEvents),
      };
    case "function_call": {
      const args = ownString(item, "arguments") ?? "";
      const type = "response.function_call_arguments";
      return {
        start: { ...item, status: "in_progress", arguments: "" },
        said: [
          ...pieces(args).map((delta) => ({ type: `${type}.delta`, delta })),
          { type: `${type}.done`, name: own(item, "name"), arguments: args },
        ],
      };
    }
  }
  return { start: item, said: [] };
}

function partEvents(part: JsonObject, index: number): Event[] {
  const isRefusal = own(part, "type") === "refusal";
  const [type, name] = isRefusal ? ["response.refusal", "refusal"] : ["response.output_text", "text"];
  const text = ownString(part, name) ?? "";
  const logprobs = isRefusal ? {} : { logprobs: [] };
  const events = [
    { type: "response.content_part.added", part: { ...part, [name]: "" } },
    ...pieces(text).map((delta) => ({ type: `${type}.delta`, delta, ...logprobs })),
    { type: `${type}.done`, [name]: text, ...logprobs },
    { type: "response.content_part.done", part },
  ];
  return events.map(({ type: kind, ...members }) => ({ type: kind, content_index: index, ...members }));
}

function summaryEvents(part: JsonObject, index: number): Event[] {
  const text = ownString(part, "text") ?? "";
  const type = "response.reasoning_summary_text";
  const events = [
    { type: "response.reasoning_summary_part.added", part: { ...part, text: "" } },
    ...pieces(text).map((delta) => ({ type: `${type}.delta`, delta })),
    { type: `${type}.done`, text },
    { type: "response.reasoning_summary_part.done", part },
  ];
  return events.map(({ type: kind, ...members }) => ({ type: kind, summary_index: index, ...members }));
}
