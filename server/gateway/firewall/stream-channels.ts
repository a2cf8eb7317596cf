import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { ModelEndpoint } from "../stages/read-body";

/** A piece of a text that an event carries. */
export interface Delta {
  /** Pieces with one key make up one text. */
  key: string;
  /** Texts of one group come one after the other. */
  group: string;
  text: string;
  /** The text is JSON, and its strings are written as JSON has them. */
  isJson: boolean;
  /** Where the text stands in the whole answer. */
  path: readonly string[];
  set(text: string): void;
}

/** How one format streams its texts. Takes events that were parsed for this alone, so that they can be changed. */
export interface StreamFormat {
  deltasOf(event: JsonObject): Delta[];
  /** The keys or beginnings of keys of the texts that end with this event. */
  endsOf(event: JsonObject): string[];
}

/** Changes a member of an event that nobody else holds. */
function setter(holder: JsonObject, name: string): (text: string) => void {
  return (text) =>
    void Object.defineProperty(holder, name, {
      value: text,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

const CHAT_TEXTS = ["content", "refusal", "reasoning_content", "reasoning"] as const;

const chat: StreamFormat = {
  deltasOf(event) {
    return ownArray(event, "choices").flatMap((choice) => (isObject(choice) ? choiceDeltas(choice) : []));
  },
  endsOf(event) {
    return ownArray(event, "choices").flatMap((choice) =>
      isObject(choice) && ownString(choice, "finish_reason") !== null ? [`${indexOf(choice)}:`] : [],
    );
  },
};

function choiceDeltas(choice: JsonObject): Delta[] {
  const delta = ownObject(choice, "delta");
  if (delta === null) return [];
  const group = String(indexOf(choice));
  const path = ["choices", group, "message"];
  const deltas: Delta[] = [];
  for (const name of CHAT_TEXTS) {
    const text = ownString(delta, name);
    if (text === null) continue;
    deltas.push({
      key: `${group}:${name}`,
      group,
      text,
      isJson: false,
      path: [...path, name],
      set: setter(delta, name),
    });
  }
  for (const call of ownArray(delta, "tool_calls")) {
    const tool = isObject(call) ? ownObject(call, "function") : null;
    const text = tool === null ? null : ownString(tool, "arguments");
    if (tool === null || text === null || !isObject(call)) continue;
    const index = String(indexOf(call));
    deltas.push({
      key: `${group}:tool_calls.${index}`,
      group,
      text,
      isJson: true,
      path: [...path, "tool_calls", index, "function", "arguments"],
      set: setter(tool, "arguments"),
    });
  }
  return deltas;
}

function indexOf(item: JsonObject): number {
  const index = own(item, "index");
  return typeof index === "number" ? index : 0;
}

/** Thinking is signed: it passes as it is. */
const MESSAGE_TEXTS: Readonly<Record<string, string>> = {
  text_delta: "text",
  input_json_delta: "partial_json",
};

const messages: StreamFormat = {
  deltasOf(event) {
    const delta = own(event, "type") === "content_block_delta" ? ownObject(event, "delta") : null;
    const name = delta === null ? undefined : MESSAGE_TEXTS[ownString(delta, "type") ?? ""];
    const text = delta === null || name === undefined ? null : ownString(delta, name);
    if (delta === null || name === undefined || text === null) return [];
    const index = String(indexOf(event));
    const isJson = name === "partial_json";
    const path = ["content", index, isJson ? "input" : "text"];
    return [{ key: `${index}:`, group: "", text, isJson, path, set: setter(delta, name) }];
  },
  endsOf(event) {
    return own(event, "type") === "content_block_stop" ? [`${indexOf(event)}:`] : [];
  },
};

const RESPONSE_PLACES = ["output_index", "content_index", "summary_index"] as const;
const JSON_TEXTS = /arguments/;

const responses: StreamFormat = {
  deltasOf(event) {
    const type = ownString(event, "type") ?? "";
    const text = type.endsWith(".delta") ? ownString(event, "delta") : null;
    if (text === null) return [];
    const base = type.slice(0, -".delta".length);
    const path = ["output", String(own(event, "output_index") ?? 0), base.split(".").at(-1) ?? ""];
    return [
      {
        key: keyOf(base, event),
        group: "",
        text,
        isJson: JSON_TEXTS.test(base),
        path,
        set: setter(event, "delta"),
      },
    ];
  },
  endsOf(event) {
    const type = ownString(event, "type") ?? "";
    if (/^response\.(?:completed|incomplete|failed)$/.test(type)) return [""];
    return type.endsWith(".done") ? [keyOf(type.slice(0, -".done".length), event)] : [];
  },
};

const keyOf = (base: string, event: JsonObject): string =>
  [base, ...RESPONSE_PLACES.map((name) => String(own(event, name) ?? ""))].join(":");

export const STREAM_FORMATS: Readonly<Record<ModelEndpoint, StreamFormat | null>> = {
  chat,
  messages,
  responses,
  embeddings: null,
};
