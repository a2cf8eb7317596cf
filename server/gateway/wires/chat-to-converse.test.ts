import { describe, expect, it } from "vitest";
import { toConverseRequest } from "./chat-to-converse";

const WEATHER = {
  type: "function",
  function: { name: "get_weather", description: "Now", parameters: { type: "object" }, strict: true },
};
const CALL = {
  id: "call_1",
  type: "function",
  function: { name: "get_weather", arguments: '{"city":"Porto"}' },
};
const said = (request: Record<string, unknown>) =>
  toConverseRequest({ messages: [{ role: "user", content: "hi" }], ...request });
const turns = (...messages: Record<string, unknown>[]) => toConverseRequest({ messages }).messages;

describe("toConverseRequest", () => {
  it("puts instructions beside the turns and limits into their own member", () => {
    expect(
      said({
        messages: [
          { role: "system", content: "Be brief." },
          {
            role: "developer",
            content: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral" } }],
          },
          { role: "user", content: "hi" },
        ],
        max_completion_tokens: 50,
        max_tokens: 10,
        temperature: 0,
        top_p: 0.5,
        stop: "END",
        seed: 7,
        user: "u",
      }),
    ).toEqual({
      system: [{ text: "Be brief." }, { text: "Be kind." }, { cachePoint: { type: "default" } }],
      messages: [{ role: "user", content: [{ text: "hi" }] }],
      inferenceConfig: { maxTokens: 50, temperature: 0, topP: 0.5, stopSequences: ["END"] },
    });
  });

  it("lets sides take turns: results of parallel calls and what follows them are one", () => {
    expect(
      turns(
        { role: "user", content: "Weather in both?" },
        { role: "assistant", content: "", tool_calls: [CALL, { ...CALL, id: "call_2" }] },
        { role: "tool", tool_call_id: "call_1", content: "sunny" },
        { role: "tool", tool_call_id: "call_2", content: [{ type: "text", text: "rain" }] },
        { role: "user", content: "And?" },
      ),
    ).toEqual([
      { role: "user", content: [{ text: "Weather in both?" }] },
      {
        role: "assistant",
        content: [
          { toolUse: { toolUseId: "call_1", name: "get_weather", input: { city: "Porto" } } },
          { toolUse: { toolUseId: "call_2", name: "get_weather", input: { city: "Porto" } } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "call_1", content: [{ text: "sunny" }] } },
          { toolResult: { toolUseId: "call_2", content: [{ text: "rain" }] } },
          { text: "And?" },
        ],
      },
    ]);
  });

  it("sends images and documents as they are, without their wrapping", () => {
    expect(
      turns({
        role: "user",
        content: [
          { type: "text", text: "" },
          { type: "image_url", image_url: { url: "data:image/jpeg;base64,/9j/" } },
          { type: "file", file: { filename: "a_b  c.pdf", file_data: "data:application/pdf;base64,JVBE" } },
        ],
      }),
    ).toEqual([
      {
        role: "user",
        content: [
          { image: { format: "jpeg", source: { bytes: "/9j/" } } },
          { document: { format: "pdf", name: "a-b c-pdf", source: { bytes: "JVBE" } } },
        ],
      },
    ]);
  });

  it.each([
    ["auto", { auto: {} }],
    ["required", { any: {} }],
    [{ type: "function", function: { name: "get_weather" } }, { tool: { name: "get_weather" } }],
    [undefined, undefined],
  ])("translates tools and the choice %j", (choice, toolChoice) => {
    const toolSpec = {
      name: "get_weather",
      description: "Now",
      inputSchema: { json: { type: "object" } },
      strict: true,
    };
    expect(said({ tools: [WEATHER], tool_choice: choice }).toolConfig).toEqual({
      tools: [{ toolSpec }],
      ...(toolChoice === undefined ? {} : { toolChoice }),
    });
  });

  it("declares tools that were called before, also when none is offered now, and none when none may be called", () => {
    const messages = [
      { role: "user", content: "x" },
      { role: "assistant", tool_calls: [CALL] },
      { role: "tool", tool_call_id: "call_1", content: "" },
    ];
    expect(said({ messages }).toolConfig).toEqual({
      tools: [{ toolSpec: { name: "get_weather", inputSchema: { json: { type: "object" } } } }],
    });
    expect(said({ tools: [WEATHER], tool_choice: "none" }).toolConfig).toBeUndefined();
  });

  it("asks for an answer by a schema", () => {
    const format = { type: "json_schema", json_schema: { name: "a", schema: { type: "object" } } };
    expect(said({ response_format: format }).outputConfig).toEqual({
      textFormat: {
        type: "json_schema",
        structure: { jsonSchema: { name: "a", schema: '{"type":"object"}' } },
      },
    });
  });

  it.each([
    ["several answers", { n: 2 }, "n"],
    ["log probabilities", { logprobs: true }, "logprobs"],
    ["JSON without a schema", { response_format: { type: "json_object" } }, "response_format"],
    ["a tool of another kind", { tools: [{ type: "web_search" }] }, "tools.0"],
    [
      "an image that would have to be fetched",
      {
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: { url: "https://x.test/a.png" } }] },
        ],
      },
      "messages.0.content.0",
    ],
    [
      "sound",
      { messages: [{ role: "user", content: [{ type: "input_audio", input_audio: {} }] }] },
      "messages.0.content.0",
    ],
    [
      "arguments that are no object",
      {
        messages: [{ role: "assistant", tool_calls: [{ ...CALL, function: { name: "f", arguments: "[" } }] }],
      },
      "messages.0.tool_calls.0",
    ],
  ])("refuses %s and says where it stands", (_, request, param) => {
    expect(() => said(request)).toThrowError(expect.objectContaining({ code: "invalid_request", param }));
  });
});
