import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Hop } from "../stages/plan-route";
import { toMessage } from "./chat-to-message";
import { toChatRequest } from "./messages-to-chat";

function hopTo(id: string): Hop {
  const provider = PROVIDERS[id];
  if (provider === undefined) throw new Error("no such provider");
  return { provider, model: "m-1", connection: null, fallbackIndex: 0, candidateId: null };
}

const chatOf = (request: Record<string, unknown>, provider = "deepseek") =>
  toChatRequest({ messages: [{ role: "user", content: "hi" }], ...request }, hopTo(provider));
const messagesOf = (...messages: unknown[]) => chatOf({ messages }).messages;

describe("a Messages request as a chat request", () => {
  it("keeps every parameter that chat has, under the name that the provider reads", () => {
    const request = {
      model: "ignored",
      system: [
        { type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } },
        { type: "text", text: "Be kind." },
      ],
      max_tokens: 100,
      temperature: 0.2,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ["END"],
      metadata: { user_id: "u-1" },
      stream: true,
    };
    const common = {
      model: "m-1",
      messages: [
        { role: "system", content: "Be brief.\nBe kind." },
        { role: "user", content: "hi" },
      ],
      temperature: 0.2,
      top_p: 0.9,
      stop: ["END"],
      user: "u-1",
      stream: true,
    };
    const usage = { stream_options: { include_usage: true } };
    expect(chatOf(request, "deepseek")).toEqual({ ...common, ...usage, max_tokens: 100 });
    expect(chatOf(request, "openai")).toEqual({ ...common, ...usage, max_completion_tokens: 100 });
    const { user: _refused, ...others } = common;
    expect(chatOf(request, "mistral")).toEqual({ ...others, max_tokens: 100 });
    expect(chatOf(request, "together")).toEqual({ ...common, ...usage, max_tokens: 100, top_k: 5 });
  });

  it("keeps cache marks for a provider that knows them, and no plainer form is needed elsewhere", () => {
    const mark = { cache_control: { type: "ephemeral" } };
    const request = {
      system: [{ type: "text", text: "S", ...mark }],
      tools: [{ name: "f", input_schema: {}, ...mark }],
      messages: [{ role: "user", content: [{ type: "text", text: "hi", ...mark }] }],
    };
    expect(chatOf(request, "openrouter")).toMatchObject({
      tools: [{ type: "function", function: { name: "f" }, ...mark }],
      messages: [
        { role: "system", content: [{ type: "text", text: "S", ...mark }] },
        { role: "user", content: [{ type: "text", text: "hi", ...mark }] },
      ],
    });
    expect(chatOf(request).messages).toEqual([
      { role: "system", content: "S" },
      { role: "user", content: "hi" },
    ]);
    expect(JSON.stringify(chatOf(request))).not.toContain("cache_control");
  });

  it.each([
    [{ thinking: { type: "enabled", budget_tokens: 2_000 } }, "low"],
    [{ thinking: { type: "enabled", budget_tokens: 10_000 } }, "medium"],
    [{ thinking: { type: "enabled", budget_tokens: 30_000 } }, "high"],
    [{ thinking: { type: "adaptive" }, output_config: { effort: "max" } }, "high"],
    [{ output_config: { effort: "low" } }, "low"],
    [{ thinking: { type: "adaptive" } }, undefined],
    [{ thinking: { type: "disabled" } }, undefined],
  ])("asks for as much thinking as %j, of models that take the wish", (request, effort) => {
    expect(chatOf(request, "openrouter").reasoning_effort).toBe(effort);
    const openai = (model: string) =>
      toChatRequest({ messages: [], ...request }, { ...hopTo("openai"), model }).reasoning_effort;
    expect(openai("gpt-5.4-mini")).toBe(effort);
    expect([openai("gpt-4.1"), openai("gpt-5-chat-latest")]).toEqual([undefined, undefined]);
  });

  it.each([
    [{ type: "auto" }, { tool_choice: "auto" }],
    [
      { type: "any", disable_parallel_tool_use: true },
      { tool_choice: "required", parallel_tool_calls: false },
    ],
    [{ type: "none" }, { tool_choice: "none" }],
    [{ type: "tool", name: "weather" }, { tool_choice: { type: "function", function: { name: "weather" } } }],
    [undefined, {}],
  ])("translates tools and the choice %j", (choice, expected) => {
    const schema = { type: "object", properties: { city: { type: "string" } } };
    const tools = [{ name: "weather", description: "of a city", input_schema: schema }];
    const chat = chatOf({ tools, ...(choice === undefined ? {} : { tool_choice: choice }) });
    const called = { name: "weather", description: "of a city", parameters: schema };
    expect(chat.tools).toEqual([{ type: "function", function: called }]);
    const { tool_choice, parallel_tool_calls } = chat;
    expect(JSON.parse(JSON.stringify({ tool_choice, parallel_tool_calls }))).toEqual(expected);
  });

  it("asks for structured output", () => {
    const schema = { type: "object" };
    expect(chatOf({ output_config: { format: { type: "json_schema", schema } } }).response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "output", strict: true, schema },
    });
  });

  it("carries a turn of parallel calls with results, a failed one and one with a picture", () => {
    const picture = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
    expect(
      messagesOf(
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: "s" },
            { type: "text", text: "Looking." },
            { type: "tool_use", id: "t1", name: "weather", input: { city: "Porto" } },
            { type: "tool_use", id: "t2", name: "map", input: {} },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "t1", content: "no such city", is_error: true },
            { type: "tool_result", tool_use_id: "t2", content: [{ type: "text", text: "here" }, picture] },
            { type: "text", text: "And now?" },
          ],
        },
      ),
    ).toEqual([
      {
        role: "assistant",
        content: "Looking.",
        tool_calls: [
          { id: "t1", type: "function", function: { name: "weather", arguments: '{"city":"Porto"}' } },
          { id: "t2", type: "function", function: { name: "map", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "t1", content: "Error: no such city" },
      { role: "tool", tool_call_id: "t2", content: "here" },
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          { type: "text", text: "And now?" },
        ],
      },
    ]);
  });

  it("carries pictures and documents by address and by content", () => {
    const content = [
      { type: "image", source: { type: "url", url: "https://example.com/cat.png" } },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "the text" } },
      {
        type: "document",
        title: "Notes",
        context: "Of Monday.",
        source: {
          type: "content",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
      },
      {
        type: "document",
        title: "a.pdf",
        source: { type: "base64", media_type: "application/pdf", data: "BB" },
      },
    ];
    expect(messagesOf({ role: "user", content })).toEqual([
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "https://example.com/cat.png" } },
          { type: "text", text: "the text" },
          { type: "text", text: "Of Monday." },
          { type: "text", text: "Notes\n\na\nb" },
          { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,BB" } },
        ],
      },
    ]);
  });

  it.each([
    { tools: [{ type: "web_search_20250305", name: "web_search" }] },
    { messages: [{ role: "user", content: [{ type: "search_result", source: "x" }] }] },
    { messages: [{ role: "user", content: [{ type: "image", source: { type: "file", file_id: "f" } }] }] },
    { messages: [{ role: "assistant", content: [{ type: "server_tool_use", id: "s" }] }] },
    { messages: [{ role: "user", content: [null] }] },
  ])("refuses what chat cannot say instead of leaving it out: %j", (request) => {
    expect(() => chatOf(request)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

describe("a chat answer as a message", () => {
  const answerOf = (message: Record<string, unknown>, finishReason: string, request = {}) =>
    toMessage(
      { json: { choices: [{ message }] }, usage: null, finishReason, responseModel: "m-1" },
      { requestId: "a-b", request, provider: hopTo("openai").provider, model: "m-1" },
      {
        inputTokens: 50,
        cachedInputTokens: 20,
        cacheWriteTokens: null,
        outputTokens: 7,
        reasoningTokens: null,
      },
    );

  it("has the text, the calls, why it stopped, and usage with cached tokens apart", () => {
    const calls = [
      { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Porto"}' } },
    ];
    expect(
      answerOf({ content: "Looking.", reasoning_content: "hm", tool_calls: calls }, "tool_calls"),
    ).toEqual({
      id: "msg_ab",
      type: "message",
      role: "assistant",
      model: "m-1",
      content: [
        { type: "text", text: "Looking." },
        { type: "tool_use", id: "c1", name: "weather", input: { city: "Porto" } },
      ],
      stop_reason: "tool_use",
      stop_sequence: null,
      usage: {
        input_tokens: 30,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 20,
        output_tokens: 7,
      },
    });
  });

  it.each([
    ["stop", "end_turn"],
    ["length", "max_tokens"],
    ["content_filter", "refusal"],
    ["something_new", "end_turn"],
  ])("says for %s that it stopped by %s", (finish, stopReason) => {
    expect(answerOf({ content: "x" }, finish).stop_reason).toBe(stopReason);
  });

  it("shows thoughts only to a caller that asked for them", () => {
    const thought = { content: "x", reasoning_content: "hm" };
    const asked = { thinking: { type: "adaptive" } };
    expect(answerOf(thought, "stop").content).toEqual([{ type: "text", text: "x" }]);
    expect(answerOf(thought, "stop", asked).content).toEqual([
      { type: "thinking", thinking: "hm", signature: "" },
      { type: "text", text: "x" },
    ]);
  });
});
