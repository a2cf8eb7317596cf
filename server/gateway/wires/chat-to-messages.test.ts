import { describe, expect, it } from "vitest";
import { toMessagesRequest } from "./chat-to-messages";

const ASK = { messages: [{ role: "user", content: "hi" }] };
const sonnet4 = "claude-sonnet-4-20250514";
const translate = (request: Record<string, unknown>, model = "claude-sonnet-4-5") =>
  toMessagesRequest({ ...ASK, ...request }, { model });
const TOOL = { type: "function", function: { name: "weather", parameters: { type: "object" } } };
const refused = (param: string) => expect.objectContaining({ code: "invalid_request", param });

describe("a chat request as a Messages request", () => {
  it("has the least that Messages needs", () => {
    expect(translate({})).toEqual({ model: "claude-sonnet-4-5", max_tokens: 64_000, ...ASK });
  });

  it("asks for no more tokens than the model can give", () => {
    expect(translate({ max_tokens: 10 }).max_tokens).toBe(10);
    expect(translate({ max_completion_tokens: 20, max_tokens: 10 }).max_tokens).toBe(20);
    expect(translate({ max_tokens: 1_000_000 }).max_tokens).toBe(64_000);
    expect(translate({}, "claude-3-haiku-20240307").max_tokens).toBe(4_096);
  });

  it.each([
    ["auto", { type: "auto" }],
    ["none", { type: "none" }],
    ["required", { type: "any" }],
    [
      { type: "function", function: { name: "weather" } },
      { type: "tool", name: "weather" },
    ],
    [undefined, undefined],
  ])("translates the tool choice %j", (choice, expected) => {
    expect(translate({ tools: [TOOL], tool_choice: choice }).tool_choice).toEqual(expected);
  });

  it("says that one call at a time is enough, whatever the choice", () => {
    const single = (choice?: unknown) =>
      translate({ tools: [TOOL], tool_choice: choice, parallel_tool_calls: false }).tool_choice;
    expect(single()).toEqual({ type: "auto", disable_parallel_tool_use: true });
    expect(single("required")).toEqual({ type: "any", disable_parallel_tool_use: true });
    expect(single("none")).toEqual({ type: "none" });
  });

  it("narrows the tools to the allowed ones", () => {
    const other = { type: "function", function: { name: "other" } };
    const allowed = { mode: "required", tools: [{ type: "function", function: { name: "other" } }] };
    const request = translate({
      tools: [TOOL, other],
      tool_choice: { type: "allowed_tools", allowed_tools: allowed },
    });
    expect(request.tools).toEqual([{ name: "other", input_schema: { type: "object", properties: {} } }]);
    expect(request.tool_choice).toEqual({ type: "any" });
  });

  it("keeps the cache marks of messages, parts, tools and the whole request", () => {
    const mark = { type: "ephemeral" };
    const request = translate({
      cache_control: mark,
      tools: [{ ...TOOL, cache_control: mark }],
      messages: [
        { role: "system", content: "S", cache_control: mark },
        { role: "user", content: [{ type: "text", text: "a", cache_control: mark }] },
      ],
    });
    expect(request).toMatchObject({
      cache_control: mark,
      tools: [{ name: "weather", cache_control: mark }],
      system: [{ type: "text", text: "S", cache_control: mark }],
      messages: [{ content: [{ type: "text", text: "a", cache_control: mark }] }],
    });
  });

  it("hands back signed thoughts in either custom, and leaves out those of others", () => {
    const call = { id: "t", type: "function", function: { name: "weather", arguments: "{}" } };
    const blocksOf = (extra: Record<string, unknown>) => {
      const said = { role: "assistant", content: "Hm.", tool_calls: [call], ...extra };
      const request = translate({
        messages: [...ASK.messages, said, { role: "tool", tool_call_id: "t", content: "1" }],
      });
      return (request.messages as { content: { type: string }[] }[])[1]?.content.slice(0, -2);
    };
    const block = { type: "thinking", thinking: "x", signature: "s" };
    expect(blocksOf({ thinking_blocks: [block, { type: "thinking", thinking: "unsigned" }] })).toEqual([
      block,
    ]);
    const pieces = [
      { type: "reasoning.text", text: "x", index: 0 },
      { type: "reasoning.text", signature: "s", index: 0 },
      { type: "reasoning.encrypted", data: "other", format: "openai-responses-v1" },
    ];
    expect(blocksOf({ reasoning_details: pieces })).toEqual([block]);
    expect(blocksOf({ reasoning_content: "unsigned" })).toEqual([]);
  });
});

describe("a wish for thinking", () => {
  const facts = (request: Record<string, unknown>, model: string) => {
    const { thinking, output_config, temperature, top_p } = translate(request, model);
    return JSON.parse(JSON.stringify({ thinking, output_config, temperature, top_p }));
  };

  it("is a budget below the limit of tokens, an effort, or nothing, as the model takes it", () => {
    const wish = { reasoning_effort: "high", max_tokens: 10_000 };
    const adaptive = { type: "adaptive", display: "summarized" };
    expect(facts(wish, "claude-3-5-sonnet-20241022")).toEqual({});
    expect(facts(wish, sonnet4)).toEqual({ thinking: { type: "enabled", budget_tokens: 8_000 } });
    expect(facts(wish, "claude-opus-4-6")).toEqual({ thinking: adaptive, output_config: { effort: "high" } });
    expect(facts({ reasoning_effort: "xhigh" }, "claude-sonnet-4-6").output_config).toEqual({
      effort: "high",
    });
    expect(facts({ reasoning: { max_tokens: 3_000 } }, sonnet4).thinking).toMatchObject({
      budget_tokens: 3_000,
    });
    expect(facts({ reasoning: { enabled: true } }, "claude-opus-5").output_config).toEqual({
      effort: "medium",
    });
  });

  it("is left out where too few tokens are allowed, or the turn began without a thought", () => {
    expect(facts({ reasoning_effort: "high", max_tokens: 1_500 }, sonnet4)).toEqual({});
    const call = { id: "t", type: "function", function: { name: "weather", arguments: "{}" } };
    const messages = [
      ...ASK.messages,
      { role: "assistant", tool_calls: [call] },
      { role: "tool", tool_call_id: "t", content: "1" },
    ];
    expect(facts({ reasoning_effort: "high", messages }, sonnet4)).toEqual({});
  });

  it.each([
    [sonnet4, {}],
    ["claude-opus-5", { thinking: { type: "disabled" } }],
    ["claude-sonnet-5-5", { thinking: { type: "between_tools" } }],
    ["claude-opus-5-5", { output_config: { effort: "low" } }],
  ])("for none at all is said to %s as far as it can be", (model, expected) => {
    expect(facts({ reasoning_effort: "none" }, model)).toEqual(expected);
  });

  it("gives way to a tool that must be called", () => {
    const forced = { tools: [TOOL], tool_choice: "required", reasoning_effort: "high" };
    expect(facts(forced, sonnet4)).toEqual({});
    expect(facts(forced, "claude-opus-5")).toEqual({ thinking: { type: "disabled" } });
  });

  it("decides which sampling goes with it", () => {
    const sampling = { temperature: 1.5, top_p: 0.97 };
    expect(facts(sampling, sonnet4)).toEqual({ temperature: 1, top_p: 0.97 });
    expect(facts(sampling, "claude-sonnet-4-5")).toEqual({ temperature: 1 });
    expect(facts(sampling, "claude-opus-5")).toEqual({});
    const thinking = { type: "enabled", budget_tokens: 2_000 };
    expect(facts({ ...sampling, thinking }, sonnet4)).toEqual({ thinking, top_p: 0.97 });
    expect(facts({ temperature: 0.2, top_p: 0.5, thinking }, sonnet4)).toEqual({ thinking });
  });
});

describe("a wish for JSON", () => {
  const json = { response_format: { type: "json_object" } };

  it("without a schema is a tool where one can be forced, else words", () => {
    const request = translate(json);
    expect(request.tools).toMatchObject([{ name: "json_output" }]);
    expect(request.tool_choice).toMatchObject({ type: "tool", name: "json_output" });
    const always = translate(json, "claude-opus-5-5");
    expect(always.tools).toBeUndefined();
    expect(always.system).toMatchObject([{ text: expect.stringContaining("one JSON object") }]);
  });

  it("leaves the caller's tools to be called instead, under a name that is none of theirs", () => {
    const own = { type: "function", function: { name: "json_output" } };
    const request = translate({ ...json, tools: [own] });
    expect(request.tools).toMatchObject([{ name: "json_output" }, { name: "json_output_" }]);
    expect(request.tool_choice).toEqual({ type: "any" });
  });
});

describe("what Messages cannot say", () => {
  it.each([
    [{ n: 2 }, "n"],
    [{ logprobs: true }, "logprobs"],
    [{ logit_bias: { 50256: -100 } }, "logit_bias"],
    [{ modalities: ["text", "audio"] }, "modalities"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ functions: [{ name: "f" }] }, "functions"],
    [{ something_new: 1 }, "something_new"],
    [{ tools: [{ type: "custom", custom: { name: "c" } }] }, "tools.0"],
    [{ tool_choice: "sometimes", tools: [TOOL] }, "tool_choice"],
    [{ response_format: { type: "grammar" } }, "response_format"],
    [{ messages: [{ role: "function", name: "f", content: "1" }] }, "messages.0.role"],
    [{ messages: [{ role: "user", content: [{ type: "input_audio" }] }] }, "messages.0.content.0"],
    [{ messages: [{ role: "user", content: { text: "x" } }] }, "messages.0.content"],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "ftp://x" } }] }] },
      "messages.0.content.0",
    ],
    [
      {
        messages: [{ role: "assistant", tool_calls: [{ id: "t", function: { name: "f", arguments: "{" } }] }],
      },
      "messages.0.tool_calls.0.function.arguments",
    ],
  ])("is refused, with its place: %j", (request, param) => {
    expect(() => translate(request)).toThrow(refused(param));
  });

  it("is left out where it asks for nothing or only tunes", () => {
    const nothing = {
      n: 1,
      logprobs: false,
      logit_bias: {},
      modalities: ["text"],
      functions: [],
      top_logprobs: null,
    };
    const tuning = { seed: 1, presence_penalty: 1, frequency_penalty: 1, store: true, verbosity: "low" };
    expect(translate({ ...nothing, ...tuning })).toEqual(translate({}));
  });
});
