/** What is asked and what the mock provider answers: the same bytes for every contender. */
const words = "The quick brown fox jumps over the lazy dog while seven wizards vex nine judges. ";
const text = (length) => words.repeat(Math.ceil(length / words.length)).slice(0, length);
const facts = { id: "chatcmpl-bench0000000000000000000000", created: 1_700_000_000, model: "bench" };
const usage = { prompt_tokens: 230, completion_tokens: 180, total_tokens: 410 };

/** A whole answer of 1 KB. */
export const COMPLETION = JSON.stringify({
  ...facts,
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: text(700) },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage,
  system_fingerprint: "fp_bench",
});

const event = (choices, more = {}) =>
  `data: ${JSON.stringify({ ...facts, object: "chat.completion.chunk", system_fingerprint: "fp_bench", choices, ...more })}\n\n`;
const delta = (content, finish_reason = null) => [
  { index: 0, delta: content, logprobs: null, finish_reason },
];

/** A streamed answer: 50 events of about 230 bytes. */
export const EVENTS = [
  event(delta({ role: "assistant", content: "" })),
  ...Array.from({ length: 48 }, (_, index) => event(delta({ content: ` token${index}` }))),
  event(delta({}, "stop")),
];
/** In the first event that a reader would see; the one before names only the role. */
export const FIRST_TOKEN = " token0";
/** Sent after the events when the request asks for `include_usage`. */
export const USAGE_EVENT = event([], { usage });
export const DONE = "data: [DONE]\n\n";

/** The fewest bytes a faithful answer can have; fewer count as a failure. Some gateways leave out fields that say nothing. */
export const BYTES_MIN = { whole: COMPLETION.length * 0.75, stream: EVENTS.join("").length * 0.5 };

/** A chat request of 1 KB; `kind` is whole, stream (all events at once) or paced (5 ms between events). */
export function requestBody(kind, modelPrefix = "") {
  return JSON.stringify({
    model: `${modelPrefix}${kind === "paced" ? "bench-paced" : "bench"}`,
    ...(kind === "whole" ? {} : { stream: true }),
    messages: [
      { role: "system", content: "You are a helpful assistant." },
      { role: "user", content: text(880) },
    ],
    temperature: 0.2,
    max_tokens: 256,
  });
}
