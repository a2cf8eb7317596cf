import { upstreamBody } from "../body/upstream-body";
import { readMessagesUsage } from "../providers/read-usage";
import type { HeaderMap } from "../types";
import { MessagesReading } from "./messages-reading";
import type { Wire } from "./wire";

const PASSED = ["anthropic-version", "anthropic-beta"] as const;

/** Anthropic's Messages at a provider that speaks it: only the model's name is exchanged. */
export const MESSAGES_WIRE: Wire = {
  endpoint: "messages",
  requestBody: (body, { model }) => upstreamBody(body, { model, addUsage: false }),
  requestHeaders: passedHeaders,
  readUsage: (_provider, usage) => readMessagesUsage(usage),
  translateAnswer: null,
  openReading: (options) => new MessagesReading(options),
};

function passedHeaders(sent: HeaderMap): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of PASSED) {
    const value = sent[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
