import type { JsonObject } from "../json-value";

export interface ReasoningItem {
  kind: "reasoning";
  id: string;
  text: string;
}

export interface MessagePart {
  kind: "text" | "refusal";
  text: string;
  logprobs: unknown[];
}

export interface MessageItem {
  kind: "message";
  id: string;
  parts: MessagePart[];
}

export interface CallItem {
  kind: "call";
  id: string;
  callId: string;
  name: string;
  args: string;
}

export type ResponseItem = ReasoningItem | MessageItem | CallItem;
export type ItemStatus = "in_progress" | "completed" | "incomplete";

const PREFIXES = { reasoning: "rs", message: "msg", call: "fc" } as const;

/** The id of a request's item at a place of its output. */
export function itemId(kind: ResponseItem["kind"], requestId: string, index: number): string {
  return `${PREFIXES[kind]}_${requestId.replaceAll("-", "")}${index.toString(16).padStart(2, "0")}`;
}

/** An item of the output as the Responses format has it. */
export function itemObject(item: ResponseItem, status: ItemStatus): JsonObject {
  switch (item.kind) {
    case "reasoning":
      return { id: item.id, type: "reasoning", summary: item.text === "" ? [] : [summaryPart(item.text)] };
    case "message":
      return { id: item.id, type: "message", status, role: "assistant", content: item.parts.map(partObject) };
    case "call": {
      const { id, callId, name, args } = item;
      return { id, type: "function_call", status, call_id: callId, name, arguments: args };
    }
  }
}

export function partObject({ kind, text, logprobs }: MessagePart): JsonObject {
  if (kind === "refusal") return { type: "refusal", refusal: text };
  return { type: "output_text", text, annotations: [], logprobs };
}

export function summaryPart(text: string): JsonObject {
  return { type: "summary_text", text };
}

/** All that was generated in an item, for an estimate. */
export function itemText(item: ResponseItem): string {
  switch (item.kind) {
    case "reasoning":
      return item.text;
    case "message":
      return item.parts.map(({ text }) => text).join("");
    case "call":
      return item.name + item.args;
  }
}
