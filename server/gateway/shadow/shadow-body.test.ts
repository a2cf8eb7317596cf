import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json-value";
import { shadowBody } from "./shadow-body";

const MESSAGES = [{ role: "user", content: "Hi" }];
const chat = (over: JsonObject = {}): JsonObject => ({ model: "auto", messages: MESSAGES, ...over });
const parsed = (bytes: Buffer | null): unknown => (bytes === null ? null : JSON.parse(bytes.toString()));

describe("what a shadow is asked", () => {
  it("is the request, as one whole answer that nobody keeps", () => {
    const tools = [{ type: "function", function: { name: "order" } }];
    const asked = chat({
      temperature: 0,
      tools,
      stream: true,
      stream_options: {},
      store: true,
      metadata: { a: "b" },
    });
    expect(parsed(shadowBody("chat", asked))).toEqual(chat({ temperature: 0, tools }));
    expect(asked.stream).toBe(true);
  });

  it("is not kept by a provider that keeps answers unless told otherwise", () => {
    expect(parsed(shadowBody("responses", { model: "auto", input: "Hi", store: true }))).toEqual({
      ...{ model: "auto", input: "Hi", store: false },
    });
  });

  it.each<[string, Parameters<typeof shadowBody>]>([
    ["tools that the provider runs", ["responses", { input: "Hi", tools: [{ type: "web_search" }] }]],
    [
      "a server of somebody else",
      ["responses", { input: "Hi", tools: [{ type: "mcp", server_url: "https://x" }] }],
    ],
    ["a shell at the provider", ["messages", chat({ tools: [{ type: "bash_20250124", name: "bash" }] })]],
    ["servers of tools", ["messages", chat({ mcp_servers: [{ url: "https://x" }] })]],
    ["a search", ["chat", chat({ web_search_options: {} })]],
    [
      "a conversation that one provider keeps",
      ["responses", { input: "Hi", previous_response_id: "resp_1" }],
    ],
    ["work in the background", ["responses", { input: "Hi", background: true }]],
    ["vectors", ["embeddings", { input: "Hi" }]],
    ["more than it is worth", ["chat", chat({ user: "x".repeat(1_100_000) })]],
  ])("leaves out requests with %s", (_what, [endpoint, json]) => {
    expect(shadowBody(endpoint, json)).toBeNull();
  });
});
