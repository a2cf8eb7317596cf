import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { toResponsesRequest } from "./chat-to-responses";
import { wireFor } from "./wire-for";

const ASK = { messages: [{ role: "user", content: "hi" }] };
const TOOL = { type: "function", function: { name: "f", parameters: { type: "object" } } };
const translate = (request: Record<string, unknown>) =>
  toResponsesRequest({ ...ASK, ...request }, { model: "gpt-5-pro" });

describe("a chat request as a Responses request", () => {
  it("has the least that is needed, and leaves nothing at the provider unless asked to", () => {
    const least = { model: "gpt-5-pro", input: ASK.messages, include: ["reasoning.encrypted_content"] };
    expect(translate({})).toEqual({ ...least, store: false });
    expect(translate({ store: true }).store).toBe(true);
  });

  it.each([
    ["auto", "auto"],
    ["required", "required"],
    [
      { type: "function", function: { name: "f" } },
      { type: "function", name: "f" },
    ],
    [
      {
        type: "allowed_tools",
        allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
      },
      { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "f" }] },
    ],
  ])("translates the tool choice %j", (choice, expected) => {
    const request = translate({ tools: [TOOL], tool_choice: choice });
    expect(request.tool_choice).toEqual(expected);
    expect(request.tools).toEqual([{ type: "function", strict: false, ...TOOL.function }]);
  });

  it("asks for logprobs where the caller does", () => {
    const request = translate({ logprobs: true, top_logprobs: 2 });
    expect(request.include).toContain("message.output_text.logprobs");
    expect(request.top_logprobs).toBe(2);
  });

  it.each([
    [{ n: 2 }, "n"],
    [{ stop: ["END"] }, "stop"],
    [{ logit_bias: { 1: 1 } }, "logit_bias"],
    [{ audio: { voice: "x" } }, "audio"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ tools: [{ type: "custom", custom: { name: "c" } }] }, "tools.0"],
    [{ messages: [{ role: "function", content: "1" }] }, "messages.0.role"],
    [{ messages: [{ role: "user", content: [{ type: "input_audio" }] }] }, "messages.0.content.0"],
  ])("refuses what Responses cannot say, with its place: %j", (request, param) => {
    expect(() => translate(request)).toThrow(expect.objectContaining({ code: "invalid_request", param }));
  });
});

describe("the models that only Responses reach", () => {
  const endpointOf = (model: string): string => {
    const { openai } = PROVIDERS;
    if (openai === undefined) throw new Error("no such provider");
    return wireFor("chat", { provider: openai, model }).endpoint;
  };

  it.each([
    "gpt-5-pro",
    "gpt-5.4-pro-2026-03-05",
    "gpt-5.1-codex-max",
    "gpt-5-codex",
    "o3-pro",
    "o3-deep-research",
  ])("are asked there: %s", (model) => expect(endpointOf(model)).toBe("responses"));

  it.each(["gpt-5", "gpt-5.4-mini", "gpt-4o", "o3", "o4-mini", "gpt-5-chat-latest"])(
    "are not taken for others: %s",
    (model) => expect(endpointOf(model)).toBe("chat"),
  );
});
