import { describe, expect, it } from "vitest";
import { prettyJson, requestMessages, responseMessages } from "./conversation";

const sent = (...messages: unknown[]) => requestMessages(JSON.stringify({ model: "auto", messages }));

describe("conversation", () => {
  it("reads plain and multi-part messages", () => {
    expect(
      sent(
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Hi" }] },
      ),
    ).toEqual([
      { role: "system", callId: null, parts: [{ kind: "text", text: "Be brief." }] },
      { role: "user", callId: null, parts: [{ kind: "text", text: "Hi" }] },
    ]);
  });

  it("names pictures without carrying them, so that nothing is loaded", () => {
    const [message] =
      sent({
        role: "user",
        content: [
          { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(4096)}` } },
          { type: "image_url", image_url: { url: "https://example.com/cat.png" } },
        ],
      }) ?? [];
    expect(message?.parts).toEqual([
      { kind: "media", label: "Image, image/png, 3 kB inline" },
      { kind: "media", label: "Image, https://example.com/cat.png" },
    ]);
  });

  it("pairs tool calls with tool results and shows arguments as readable JSON", () => {
    const calls = [
      { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Porto"}' } },
    ];
    expect(
      sent(
        { role: "assistant", content: null, tool_calls: calls },
        { role: "tool", tool_call_id: "c1", content: "17" },
      ),
    ).toEqual([
      {
        role: "assistant",
        callId: null,
        parts: [{ kind: "tool_call", name: "weather", args: '{\n  "city": "Porto"\n}', callId: "c1" }],
      },
      { role: "tool", callId: "c1", parts: [{ kind: "text", text: "17" }] },
    ]);
  });

  it("breaks a tool's JSON into lines, and leaves its plain text alone", () => {
    const results = sent(
      { role: "tool", content: '{"a":1}' },
      { role: "tool", content: "{cut" },
      { role: "tool", content: "17 °C" },
    );
    expect(results?.flatMap((message) => message.parts)).toEqual([
      { kind: "json", json: '{\n  "a": 1\n}' },
      { kind: "json", json: "{cut" },
      { kind: "text", text: "17 °C" },
    ]);
  });

  it("reads answers, with reasoning before the text and a refusal after it", () => {
    const choice = {
      message: { role: "assistant", content: "No.", reasoning_content: "Hm.", refusal: "Cannot." },
    };
    expect(
      responseMessages(JSON.stringify({ choices: [choice] }))?.[0]?.parts.map((part) => part.kind),
    ).toEqual(["reasoning", "text", "refusal"]);
  });

  it("reads the Messages format: system, thoughts, tools and their results, pictures", () => {
    const picture = { type: "base64", media_type: "image/png", data: "A".repeat(4096) };
    const messages = [
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm.", signature: "Eq==" },
          { type: "tool_use", id: "t1", name: "weather", input: { city: "Porto" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", content: '{"c":17}' },
          { type: "image", source: picture },
          { type: "document", title: "a.pdf", source: { type: "file", file_id: "f" } },
        ],
      },
    ];
    expect(
      requestMessages(JSON.stringify({ system: [{ type: "text", text: "Be brief." }], messages })),
    ).toEqual([
      { role: "system", callId: null, parts: [{ kind: "text", text: "Be brief." }] },
      {
        role: "assistant",
        callId: null,
        parts: [
          { kind: "reasoning", text: "Hm." },
          { kind: "tool_call", name: "weather", args: '{\n  "city": "Porto"\n}', callId: "t1" },
        ],
      },
      { role: "tool", callId: "t1", parts: [{ kind: "json", json: '{\n  "c": 17\n}' }] },
      {
        role: "user",
        callId: null,
        parts: [
          { kind: "media", label: "Image, image/png, 3 kB inline" },
          { kind: "media", label: "Document, a.pdf" },
        ],
      },
    ]);
    const answer = { type: "message", role: "assistant", content: [{ type: "text", text: "17 °C" }] };
    expect(responseMessages(JSON.stringify(answer))).toEqual([
      { role: "assistant", callId: null, parts: [{ kind: "text", text: "17 °C" }] },
    ]);
  });

  it("reads the Responses format: instructions, items of every kind, and the answer's items", () => {
    const picture = `data:image/png;base64,${"A".repeat(4096)}`;
    const call = { type: "function_call", call_id: "c1", name: "weather", arguments: '{"city":"Porto"}' };
    const search = { type: "web_search_call", id: "ws_1", action: { type: "search", query: "tides" } };
    const input = [
      {
        role: "user",
        content: [
          { type: "input_text", text: "Hi" },
          { type: "input_image", image_url: picture },
          { type: "input_file", filename: "a.pdf", file_data: "AAAA" },
        ],
      },
      { type: "reasoning", summary: [], encrypted_content: "gA==" },
      call,
      { type: "function_call_output", call_id: "c1", output: '{"c":17}' },
    ];
    const calling = {
      role: "assistant",
      callId: null,
      parts: [{ kind: "tool_call", name: "weather", args: '{\n  "city": "Porto"\n}', callId: "c1" }],
    };
    expect(requestMessages(JSON.stringify({ instructions: "Be brief.", input }), "responses")).toEqual([
      { role: "system", callId: null, parts: [{ kind: "text", text: "Be brief." }] },
      {
        role: "user",
        callId: null,
        parts: [
          { kind: "text", text: "Hi" },
          { kind: "media", label: "Image, image/png, 3 kB inline" },
          { kind: "media", label: "File, a.pdf" },
        ],
      },
      calling,
      { role: "tool", callId: "c1", parts: [{ kind: "json", json: '{\n  "c": 17\n}' }] },
    ]);
    expect(requestMessages('{"input":"Hi"}', "responses")).toEqual([
      { role: "user", callId: null, parts: [{ kind: "text", text: "Hi" }] },
    ]);
    const output = [
      { type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] },
      search,
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "17 °C" }] },
      { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
      call,
    ];
    const parts = [
      { kind: "reasoning", text: "Hm." },
      { kind: "json", json: JSON.stringify(search, null, 2) },
      { kind: "text", text: "17 °C" },
      { kind: "refusal", text: "No." },
      ...calling.parts,
    ];
    expect(responseMessages(JSON.stringify({ object: "response", output }))).toEqual([
      { role: "assistant", callId: null, parts },
    ]);
    const odd = JSON.stringify({ object: "response", output: [null, 7, { type: 4 }] });
    expect(responseMessages(odd)?.[0]?.role).toBe("assistant");
  });

  it("reads the texts of an embeddings request, and token lists as one value", () => {
    expect(requestMessages('{"input":["a","b"]}')?.[0]?.parts).toHaveLength(2);
    expect(requestMessages('{"input":[1,2,3]}')?.[0]?.parts).toHaveLength(1);
  });

  it("survives bodies that are cut, odd or no JSON", () => {
    expect(requestMessages('{"messages":[{"ro')).toBeNull();
    expect(requestMessages("[]")).toBeNull();
    expect(responseMessages('{"error":{"message":"no"}}')).toBeNull();
    expect(sent(null, 7, { role: 4, content: { odd: true } })?.map((message) => message.role)).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
    expect(prettyJson("{cut")).toBe("{cut");
  });
});
