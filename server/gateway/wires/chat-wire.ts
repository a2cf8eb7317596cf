import { upstreamBody } from "../body/upstream-body";
import { readUsage } from "../providers/read-usage";
import { StreamReading } from "../stream/stream-reading";
import type { Wire } from "./wire";

/** OpenAI's chat completions, which every provider of the table speaks. */
export const CHAT_WIRE: Wire = {
  endpoint: "chat",
  requestBody: (body, { model, provider }) =>
    upstreamBody(body, {
      model,
      addUsage: body.isStream && provider.quirks.supportsStreamOptions,
      // What a request says itself it says to its provider; a prompt speaks to all of them.
      renamesLimit: body.asked !== undefined && provider.quirks.maxTokensField === "max_completion_tokens",
    }),
  requestHeaders: () => ({}),
  readUsage,
  translateAnswer: null,
  openReading: (options) => new StreamReading(options),
};

export const EMBEDDINGS_WIRE: Wire = { ...CHAT_WIRE, endpoint: "embeddings" };
