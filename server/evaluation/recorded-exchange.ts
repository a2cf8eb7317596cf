/** One question and its answer as they are on record, whatever format they were spoken in. */
export interface RecordedExchange {
  /** What the user said last. */
  question: string;
  /** Everything else that was given: instructions, earlier turns, documents, results of tools. */
  given: string;
  answer: string;
  /** The model said in the format's own way that it will not answer. */
  refusal: string | null;
  hasToolCalls: boolean;
  /** As the provider wrote it, in lower case. */
  finishReason: string | null;
  format: AnswerFormat;
  /** Personal data was replaced before it was stored: the answer is not letter by letter what the user got. */
  isRedacted: boolean;
}

export type AnswerFormat =
  | { kind: "text" }
  | { kind: "json" }
  | { kind: "schema"; schema: Readonly<Record<string, unknown>> };
