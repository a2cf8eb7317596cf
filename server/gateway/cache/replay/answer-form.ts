import { type JsonObject, ownArray } from "../../json-value";
import type { ModelEndpoint } from "../../stages/read-body";
import { CHAT_FORM } from "./chat-form";
import { MESSAGE_FORM } from "./message-form";
import { RESPONSE_FORM } from "./response-form";

export interface ReplayOptions {
  /** The caller asked for a usage chunk. */
  wantsUsage: boolean;
  /** The `floopy` member of that chunk. */
  extendUsage(usage: JsonObject): JsonObject;
}

/** Puts the events of a stream together to the answer it would have been without streaming. */
export interface Assembler {
  add(event: JsonObject): void;
  /** Null when something is missing. `usage` is for a stream that did not tell its own. */
  finish(usage: JsonObject | null): JsonObject | null;
}

/** The two forms of an answer in one format, and whether it is one that may be given again. */
export interface AnswerForm {
  assembler(): Assembler;
  /** Cut, filtered and unfinished answers are not kept: the next one may be better. */
  isComplete(json: JsonObject): boolean;
  replay(json: JsonObject, options: ReplayOptions): Buffer;
}

const EMBEDDINGS_FORM: AnswerForm = {
  assembler: () => ({ add: () => {}, finish: () => null }),
  isComplete: (json) => ownArray(json, "data").length > 0,
  replay: () => {
    throw new Error("embeddings are never streamed");
  },
};

export const ANSWER_FORMS: Readonly<Record<ModelEndpoint, AnswerForm>> = {
  chat: CHAT_FORM,
  embeddings: EMBEDDINGS_FORM,
  messages: MESSAGE_FORM,
  responses: RESPONSE_FORM,
};
