import { upstreamBody } from "../body/upstream-body";
import { readResponsesUsage } from "../providers/read-usage";
import { ResponsesReading } from "./responses-reading";
import type { Wire } from "./wire";

/** OpenAI's Responses at a provider that speaks it: only the model's name is exchanged. */
export const RESPONSES_WIRE: Wire = {
  endpoint: "responses",
  requestBody: (body, { model }) => upstreamBody(body, { model, addUsage: false }),
  requestHeaders: () => ({}),
  readUsage: (_provider, usage) => readResponsesUsage(usage),
  translateAnswer: null,
  openReading: (options) => new ResponsesReading(options),
};
