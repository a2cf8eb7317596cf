import type { StorageMode } from "@/server/contracts/projects";

/** What each mode keeps, in words; the order is from most to least. */
export const STORAGE_MODE_TEXTS: readonly { value: StorageMode; label: string; description: string }[] = [
  {
    value: "full",
    label: "Everything",
    description: "Messages and answers as they were sent, with the facts of the request. Best for debugging.",
  },
  {
    value: "redacted",
    label: "Redacted",
    description:
      "Messages and answers with e-mail addresses, phone and card numbers, keys and other secrets replaced before anything is written.",
  },
  {
    value: "metadata",
    label: "Facts only",
    description: "No text at all: model, tokens, cost, timings, status, session and user ids.",
  },
  {
    value: "none",
    label: "Only the count",
    description:
      "What billing and limits need: time, key, model, status, tokens, cost, latency. No text, session, user, property or error message. Requests are listed without details.",
  },
];
