import { AppError } from "@/server/core/errors";
import type { ProjectScope, ProviderObjectKind } from "@/server/modules/provider-objects";
import type { Exchange } from "../exchange";
import type { PipelineDeps } from "../pipeline";
import type { Caller } from "../stages/authenticate";
import type { ModelEndpoint, RequestEndpoint } from "../stages/read-body";

export type ObjectEndpoint = Exclude<RequestEndpoint, ModelEndpoint>;
export type ObjectExchange = Exchange<ObjectEndpoint>;

export interface ObjectDeps extends PipelineDeps {
  uploadBytesMax: number;
}

/** One of the three kinds of things that providers keep, and under which of a provider's paths. */
export interface Collection {
  endpoint: ObjectEndpoint;
  path: "files" | "batches" | "messageBatches";
  kind: ProviderObjectKind;
}

export const FILES: Collection = { endpoint: "files", path: "files", kind: "file" };
export const BATCHES: Collection = { endpoint: "batches", path: "batches", kind: "batch" };
export const MESSAGE_BATCHES: Collection = {
  endpoint: "message_batches",
  path: "messageBatches",
  kind: "batch",
};

/** One call with all that is known of it before a provider is chosen. */
export interface ObjectCall {
  deps: ObjectDeps;
  exchange: ObjectExchange;
  collection: Collection;
  caller: Caller;
  scope: ProjectScope;
}

/** The database's answer; without one nobody can say whose an object is. */
export async function fromStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new AppError("dependency_unavailable", "the store of provider objects does not answer", {
      userMessage: "Files and batches cannot be looked up right now. Try again shortly.",
      retryAfterSeconds: 5,
      cause,
    });
  }
}
