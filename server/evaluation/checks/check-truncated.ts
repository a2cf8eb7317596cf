import { type Check, PASSED } from "./check-types";

const CUT: ReadonlySet<string> = new Set([
  "length",
  "max_tokens",
  "max_output_tokens",
  "model_context_window_exceeded",
]);

export const checkTruncated: Check = {
  name: "truncated",
  version: 1,
  run({ finishReason }) {
    if (finishReason === null) return null;
    if (!CUT.has(finishReason)) return PASSED;
    return { score: 0, note: "The model ran out of tokens before it was done." };
  },
};
