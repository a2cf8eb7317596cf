import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json-value";
import { estimateRequest } from "./estimate-request";

const estimate = (json: JsonObject, endpoint: "chat" | "messages" | "embeddings" = "chat") =>
  estimateRequest(endpoint, {
    bytes: Buffer.alloc(0),
    json,
    model: "m",
    modelRange: { start: 0, end: 0 },
    isStream: false,
    wantsUsage: false,
  });

describe("the size of a request", () => {
  it("is its texts, its tools and the answer it allows", () => {
    const messages = [{ role: "user", content: "x".repeat(400) }];
    const plain = estimate({ messages, max_tokens: 50 });
    expect(plain).toEqual({ inputTokens: 109, outputTokens: 50 });
    expect(estimate({ messages, tools: [{ description: "y".repeat(400) }] }).inputTokens).toBe(217);
    expect(estimate({ messages, max_completion_tokens: 10, n: 3 }).outputTokens).toBe(30);
  });

  it("counts a picture as a picture, not as its letters", () => {
    const url = `data:image/png;base64,${"A".repeat(1_000_000)}`;
    const messages = [{ content: [{ type: "image_url", image_url: { url } }] }];
    expect(estimate({ messages }).inputTokens).toBeLessThan(2_000);
  });

  it("assumes an answer of usual length where none is given, and none for embeddings", () => {
    expect(estimate({ messages: [], max_tokens: -5 }).outputTokens).toBe(4_096);
    expect(estimate({ input: ["abcd", [1, 2, 3]] }, "embeddings")).toEqual({
      inputTokens: 4,
      outputTokens: 0,
    });
  });
});
