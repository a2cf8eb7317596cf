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
