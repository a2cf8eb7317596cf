import fc from "fast-check";

/** Any JSON value at all, and those that programs stumble over. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    "",
    " ",
    "\ud800",
    "__proto__",
  ),
  fc.constantFrom(
    [],
    [[]],
    [null],
    {},
    { type: null },
    { constructor: 1 },
    { type: "text" },
    { type: "text", text: 7 },
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const PART_TYPES = [
  "text",
  "image_url",
  "image",
  "document",
  "file",
  "tool_use",
  "tool_result",
  "thinking",
  "input_text",
];

const part = fc.oneof(
  odd,
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...PART_TYPES), odd),
      text: odd,
      image_url: fc.oneof(odd, fc.record({ url: fc.oneof(odd, fc.constant("data:;base64,")) })),
      source: odd,
      file: odd,
      id: odd,
      name: odd,
      input: odd,
      content: odd,
      tool_use_id: odd,
      signature: odd,
      cache_control: odd,
    },
    { requiredKeys: ["type"] },
  ),
);

const call = fc.oneof(
  odd,
  fc.record({ id: odd, type: odd, function: fc.oneof(odd, fc.record({ name: odd, arguments: odd })) }),
);

/** Mostly right: a translator that refuses everything would prove nothing. */
function mostly<T>(right: fc.Arbitrary<T>): fc.Arbitrary<T | unknown> {
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: odd });
}

const goodPart = fc.oneof(
  fc.record({ type: fc.constant("text"), text: fc.string({ minLength: 1 }) }),
  fc.constant({ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }),
  fc.constant({ type: "image", source: { type: "url", url: "https://example.com/a.png" } }),
);

const content = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "binary", minLength: 1 }) },
  { weight: 3, arbitrary: fc.array(goodPart, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(part, { maxLength: 3 }) },
  { weight: 1, arbitrary: odd },
);

const goodCall = fc.record({
  id: fc.string(),
  type: fc.constant("function"),
  function: fc.record({ name: fc.constant("f"), arguments: fc.constantFrom("", "{}", '{"a":"\\ud800"}') }),
});

const message = mostly(
  fc.oneof(
    fc.record({ role: mostly(fc.constantFrom("user", "user", "assistant", "system", "developer")), content }),
    fc.record({
      role: fc.constant("assistant"),
      content,
      tool_calls: mostly(fc.array(mostly(goodCall), { maxLength: 3 })),
    }),
    fc.record({ role: fc.constant("tool"), content, tool_call_id: mostly(fc.string()) }),
    fc.record(
      {
        role: fc.constant("assistant"),
        content,
        tool_calls: fc.oneof(odd, fc.array(call, { maxLength: 3 })),
        reasoning_details: fc.oneof(odd, fc.array(odd, { maxLength: 2 })),
        thinking_blocks: fc.oneof(odd, fc.array(odd, { maxLength: 2 })),
        cache_control: odd,
      },
      { requiredKeys: ["role", "content"] },
    ),
    fc.record({
      type: mostly(fc.constantFrom("message", "function_call", "function_call_output", "reasoning")),
      role: odd,
      content: odd,
      call_id: odd,
      arguments: odd,
      output: odd,
    }),
  ),
);

const messages = mostly(fc.array(message, { minLength: 1, maxLength: 4 }));

const NAMES = [
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "stop_sequences",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "reasoning",
  "thinking",
  "output_config",
  "text",
  "system",
  "instructions",
  "metadata",
  "user",
  "stream_options",
  "n",
  "logprobs",
  "include",
  "store",
];

const tool = fc.record({
  type: mostly(fc.constant("function")),
  name: mostly(fc.constant("f")),
  function: mostly(fc.constant({ name: "f", parameters: { type: "object" } })),
  input_schema: mostly(fc.constant({ type: "object" })),
});

const members = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(odd, fc.nat(9_000), fc.array(mostly(tool), { maxLength: 3 })),
  { maxKeys: 3 },
);

/** A request body as text: mostly JSON of nearly the right shape, sometimes hardly JSON. `MODEL` stands for the model. */
export function hostileRequest(conversation: "messages" | "input"): fc.Arbitrary<string> {
  return fc
    .record({ members, messages, isStream: mostly(fc.boolean()), damage: fc.nat(29), at: fc.nat(400) })
    .map(({ members, messages, isStream, damage, at }) => {
      const body = {
        model: "MODEL",
        max_tokens: 500,
        stream: isStream,
        [conversation]: messages,
        ...members,
      };
      return damaged(JSON.stringify(body), damage, at);
    });
}

function damaged(text: string, damage: number, at: number): string {
  switch (damage) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, -1)},"model":"MODEL"}`;
    case 2:
      return `${text.slice(0, -1)},"messages":1,"messages":[{"role":"user","content":"again"}]}`;
    case 3:
      return `${text.slice(0, -1)},"max_tokens":1e999}`;
    case 4:
      return `${text.slice(0, -1)},"deep":${"[".repeat(3_000)}${"]".repeat(3_000)}}`;
    case 5:
      return `${text.slice(0, -1)},"user":"\\ud800\\u0000"}`;
    default:
      return text;
  }
}
