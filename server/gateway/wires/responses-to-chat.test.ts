import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Hop } from "../stages/plan-route";
import { toResponse } from "./chat-to-response";
import { responsesToChat } from "./responses-to-chat";

function providerOf(id: string) {
  const provider = PROVIDERS[id];
  if (provider === undefined) throw new Error("no such provider");
  return provider;
}

function chatOf(request: Record<string, unknown>, id = "deepseek") {
  const hop: Hop = {
    provider: providerOf(id),
    model: "m-1",
    connection: null,
    fallbackIndex: 0,
    candidateId: null,
  };
  return responsesToChat({ input: "hi", ...request }, hop);
}
const messagesOf = (...input: unknown[]) => chatOf({ input }).messages;

describe("a Responses request as a chat request", () => {
  it("keeps every parameter that chat has, under the name that the provider reads", () => {
    const request = {
      model: "ignored",
      instructions: "Be brief.",
      max_output_tokens: 100,
      temperature: 0.2,
      top_p: 0.9,
      reasoning: { effort: "low", summary: "auto" },
      user: "u-1",
      stream: true,
      store: false,
      metadata: { k: "v" },
      truncation: "auto",
      include: ["reasoning.encrypted_content"],
      prompt_cache_key: "p",
    };
    const common = {
      model: "m-1",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "hi" },
      ],
      temperature: 0.2,
      top_p: 0.9,
      user: "u-1",
      reasoning_effort: "low",
      stream: true,
    };
    const usage = { stream_options: { include_usage: true } };
    expect(chatOf(request)).toEqual({ ...common, ...usage, max_tokens: 100 });
    expect(chatOf(request, "mistral")).toEqual({ ...common, max_tokens: 100 });
    expect(chatOf(request, "cerebras")).toEqual({ ...common, max_completion_tokens: 100 });
  });

  it.each([
    ["auto", "auto"],
    ["none", "none"],
    ["required", "required"],
    [
      { type: "function", name: "weather" },
      { type: "function", function: { name: "weather" } },
    ],
    [undefined, undefined],
  ])("translates tools and the choice %j", (choice, expected) => {
    const parameters = { type: "object", properties: { city: { type: "string" } } };
    const tool = { type: "function", name: "weather", description: "of a city", parameters, strict: true };
    const chat = chatOf({ tools: [tool], tool_choice: choice, parallel_tool_calls: false });
    const { type, ...called } = tool;
    expect(chat.tools).toEqual([{ type, function: called }]);
    expect(chat.tool_choice).toEqual(expected);
    expect(chat.parallel_tool_calls).toBe(false);
  });

  it("offers only the allowed tools where the choice names some", () => {
    const tools = ["one", "two"].map((name) => ({ type: "function", name }));
    const choice = {
      type: "allowed_tools",
      mode: "required",
      tools: [{ type: "function", name: "two" }],
    };
    expect(chatOf({ tools, tool_choice: choice })).toMatchObject({
      tools: [{ function: { name: "two" } }],
      tool_choice: "required",
    });
  });

  it("asks for structured output and for probabilities", () => {
    const schema = { type: "object" };
    const format = { type: "json_schema", name: "trip", description: "d", strict: true, schema };
    const { type, ...named } = format;
    expect(chatOf({ text: { format } }).response_format).toEqual({ type, json_schema: named });
    expect(chatOf({ text: { format: { type: "json_object" } } }).response_format).toEqual({
      type: "json_object",
    });
    expect(chatOf({ text: { format: { type: "text" }, verbosity: "low" } })).not.toHaveProperty(
      "response_format",
    );
    expect(chatOf({ include: ["message.output_text.logprobs"], top_logprobs: 2 })).toMatchObject({
      logprobs: true,
      top_logprobs: 2,
    });
  });

  it("makes one message of a turn, and keeps all results before what follows them", () => {
    const picture = { type: "input_image", image_url: "data:image/png;base64,AAAA" };
    expect(
      messagesOf(
        { role: "developer", content: [{ type: "input_text", text: "Be kind." }] },
        { role: "user", content: "Weather?" },
        { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gA==" },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "One moment." }] },
        { type: "function_call", call_id: "a", name: "weather", arguments: '{"city":"Porto"}' },
        { type: "function_call", call_id: "b", name: "photo", arguments: "" },
        {
          type: "function_call_output",
          call_id: "b",
          output: [{ type: "input_text", text: "Here." }, picture],
        },
        { type: "function_call_output", call_id: "a", output: "17" },
        { type: "function_call", call_id: "c", name: "time", arguments: "{}" },
        { type: "function_call_output", call_id: "c", output: "noon" },
        { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
      ),
    ).toEqual([
      { role: "system", content: "Be kind." },
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: "One moment.",
        tool_calls: [
          { id: "a", type: "function", function: { name: "weather", arguments: '{"city":"Porto"}' } },
          { id: "b", type: "function", function: { name: "photo", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "b", content: "Here." },
      { role: "tool", tool_call_id: "a", content: "17" },
      { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }] },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c", type: "function", function: { name: "time", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c", content: "noon" },
      { role: "assistant", content: "No." },
    ]);
  });

  it("carries pictures, files and sounds", () => {
    const sound = { data: "AAAA", format: "wav" };
    expect(
      messagesOf({
        role: "user",
        content: [
          { type: "input_text", text: "See" },
          { type: "input_image", image_url: "https://example.com/a.png", detail: "low" },
          { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" },
          { type: "input_audio", input_audio: sound },
        ],
      }),
    ).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "See" },
          { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
          { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } },
          { type: "input_audio", input_audio: sound },
        ],
      },
    ]);
  });

  it.each([
    ["a built-in tool", { tools: [{ type: "web_search" }] }, "tools.0"],
    ["a tool of free text", { tools: [{ type: "custom", name: "x" }] }, "tools.0"],
    [
      "the choice of a built-in tool",
      { tools: [{ type: "function", name: "x" }], tool_choice: { type: "file_search" } },
      "tool_choice",
    ],
    ["another format", { text: { format: { type: "grammar" } } }, "text.format"],
    ["what a built-in tool did", { input: [{ type: "mcp_call" }] }, "input.0"],
    ["an item by its id", { input: [{ type: "item_reference", id: "msg_1" }] }, "input.0"],
    [
      "a picture by its id",
      { input: [{ role: "user", content: [{ type: "input_image", file_id: "f" }] }] },
      "input.0.content.0.file_id",
    ],
    [
      "a file by its address",
      { input: [{ role: "user", content: [{ type: "input_file", file_url: "https://x" }] }] },
      "input.0.content.0.file_url",
    ],
    [
      "an unknown part",
      { input: [{ role: "user", content: [{ type: "input_video" }] }] },
      "input.0.content.0",
    ],
  ])("refuses %s by its place instead of leaving it out", (_what, request, param) => {
    let refused: unknown;
    try {
      chatOf(request);
    } catch (thrown) {
      refused = thrown;
    }
    expect(refused).toMatchObject({ code: "invalid_request", param });
  });
});

describe("a chat answer as a response", () => {
  const responseOf = (message: unknown, finishReason = "stop", request: Record<string, unknown> = {}) =>
    toResponse(
      {
        json: { created: 5, choices: [{ message, finish_reason: finishReason }] },
        usage: null,
        finishReason,
        responseModel: "m-1",
      },
      { requestId: "0198-ab", request, provider: providerOf("deepseek"), model: "m-1" },
      null,
    );

  it("has thoughts only for who asked, then words, refusal and calls, each with an id of its own", () => {
    const message = {
      content: [{ type: "text", text: "Hi" }],
      refusal: "No.",
      reasoning_content: "Hm.",
      tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
    };
    const output = [
      { id: "rs_0198ab00", type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] },
      {
        id: "msg_0198ab01",
        type: "message",
        status: "completed",
        role: "assistant",
        content: [
          { type: "output_text", text: "Hi", annotations: [], logprobs: [] },
          { type: "refusal", refusal: "No." },
        ],
      },
      {
        id: "fc_0198ab02",
        type: "function_call",
        status: "completed",
        call_id: "c1",
        name: "f",
        arguments: '{"a":1}',
      },
    ];
    const asked = responseOf(message, "tool_calls", { reasoning: { summary: "auto" } });
    expect(asked).toMatchObject({ id: "resp_0198ab", created_at: 5, status: "completed", usage: null });
    expect(asked.output).toEqual(output);
    expect(responseOf(message).output).toMatchObject([{ type: "message" }, { type: "function_call" }]);
  });

  it.each([
    ["length", "max_output_tokens"],
    ["content_filter", "content_filter"],
  ])("that ended by %s is incomplete, as is its last item", (finishReason, reason) => {
    expect(responseOf({ content: "Hi" }, finishReason)).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason },
      output: [{ status: "incomplete" }],
    });
  });
});
