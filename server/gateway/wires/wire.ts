import type { Provider } from "@/server/contracts/provider-types";
import type { TokenUsage } from "@/server/pricing/token-usage";
import type { JsonObject } from "../json-value";
import type { Hop } from "../stages/plan-route";
import type { ModelBody, ModelEndpoint } from "../stages/read-body";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import type { HeaderMap } from "../types";
import type { Answer } from "../upstream/judge-answer";

/** What is spoken at a provider: a format of ours, or one of its own. */
export type WireEndpoint = ModelEndpoint | "converse";

/** Who is called: a provider, and the model by the name it has there. */
export interface WireTarget {
  provider: Provider;
  model: string;
}

/** How the format a caller speaks reaches a provider: as it is, or translated. */
export interface Wire {
  /** The endpoint to call at the provider; its answers are in the format of that endpoint. */
  readonly endpoint: WireEndpoint;
  /** `sent`: the caller's headers, for formats that have in the body what others have there. */
  requestBody(body: ModelBody, hop: Hop, sent?: HeaderMap): Buffer;
  /** Headers of the caller that belong to the format and go with the request. */
  requestHeaders(sent: HeaderMap): Readonly<Record<string, string>>;
  readUsage(provider: Provider, usage: unknown): TokenUsage | null;
  /** A whole answer as the caller's format has it; null when it can be handed over as it came. */
  translateAnswer: ((answer: Answer, context: WireContext) => JsonObject) | null;
  openReading(options: StreamReadingOptions, context: WireContext): WireReading;
}

/** The request that an answer belongs to. */
export interface WireContext extends WireTarget {
  requestId: string;
  request: JsonObject;
}

/** What is read of a stream while it passes. */
export interface WireReading {
  readonly hasContent: boolean;
  readonly hasFinished: boolean;
  readonly finishReason: string | null;
  readonly responseModel: string | null;
  /** `flex`, `priority`, …, where the answer names it beside its usage. */
  readonly serviceTier?: string | null;
  /** Complete usage, once the provider has given it. */
  readonly usage: JsonObject | null;
  /** What was said about the prompt before the answer began; counts when the end never comes. */
  readonly promptUsage: JsonObject | null;
  readonly contentEvents: number;
  /** The id that the provider gave its answer, where it may keep it for a later request. */
  readonly answerId?: string | null;
  /** The number that the next event has, in formats that number their events. */
  readonly nextSequence?: number;
  /** Null when the text is not kept. */
  readonly transcript: Transcript | null;
  /** The last bytes of a complete stream. */
  readonly closing: Buffer;
  read(event: Buffer): EventVerdict;
  /** Events that were held back, when the stream is complete. */
  rest?(): EventVerdict;
}

/** A streamed answer put together again. */
export interface Transcript {
  readonly isTruncated: boolean;
  /** All generated text, for an estimate. */
  text(): string;
  /** The answer in the shape it would have had without streaming. */
  toCompletion(id: string, model: string | null): JsonObject;
}
