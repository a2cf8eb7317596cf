import { describe, expect, it } from "vitest";
import { estimateTokens, loadTokenizer } from "./estimate-tokens";
import { estimateAnswer, estimatePrompt } from "./estimate-usage";

const TEXT = "The quick brown fox jumps over the lazy dog. ".repeat(20);

describe("estimateTokens", () => {
  it("is roughly right before the tokenizer is loaded and right afterwards, special tokens included", async () => {
    expect(estimateTokens("")).toBe(0);
    expect(estimateTokens(TEXT)).toBeGreaterThan(120);
    await loadTokenizer();
    expect(estimateTokens(TEXT)).toBe(201);
    expect(estimateTokens("<|endoftext|>")).toBeGreaterThan(1);
    expect(estimateTokens("é".repeat(100_000))).toBe(50_000);
    // Unbroken runs are what a tokenizer takes seconds for.
    for (const run of ["a", " ", "{}", "🌊"]) expect(estimateTokens(run.repeat(15_000))).toBeGreaterThan(50);
  });

  it("counts in the model's own encoding, and by the maker's average where there is none", async () => {
    await Promise.all([loadTokenizer("gpt-5"), loadTokenizer("gpt-4")]);
    const words = "Überraschend viele Tokens für 日本語のテキスト";
    expect(estimateTokens(words, "gpt-4o-mini")).toBe(12);
    expect(estimateTokens(words, "gpt-4-0613")).toBe(16);
    expect(estimateTokens(words, "text-embedding-3-small")).toBe(16);
    expect(estimateTokens(TEXT, "claude-sonnet-4-5")).toBe(Math.ceil((201 * 4) / 3.5));
    expect(estimateTokens(TEXT, "accounts/fireworks/models/deepseek-v3p2")).toBe(Math.ceil(201 * 1.2));
  });
});

describe("estimatePrompt", () => {
  it("counts words, what frames each message, tools and images, in any of the formats", async () => {
    await loadTokenizer();
    const user = { role: "user", content: "hello world" };
    expect(estimatePrompt({ messages: [user] })).toBe(2 + 3 + 3);
    const tools = [{ type: "function", function: { name: "weather", description: "the weather of a city" } }];
    expect(estimatePrompt({ messages: [user], tools })).toBeGreaterThan(8 + 15);
    const seen = {
      role: "user",
      content: [
        { type: "text", text: "hello world" },
        {
          type: "image_url",
          image_url: { url: `data:image/png;base64,${"A".repeat(90_000)}`, detail: "low" },
        },
      ],
    };
    expect(estimatePrompt({ messages: [seen] }, "gpt-4o")).toBe(8 + 85);
    expect(estimatePrompt({ messages: [seen] }, "gemini-2.5-flash")).toBe(8 + 258);
    const block = { role: "user", content: [{ type: "image", source: { type: "base64", data: "AAAA" } }] };
    expect(estimatePrompt({ system: "hello world", messages: [block] }, "claude-sonnet-4-5")).toBe(
      1_600 + 3 + 6,
    );
    expect(estimatePrompt({ instructions: "hello", input: "world" })).toBe(3);
    expect(estimatePrompt({ input: ["hello world", "hello world"] }, "text-embedding-3-small")).toBe(5);
  });
});

describe("estimateAnswer", () => {
  it("counts what was said, thought and called, in any of the formats", async () => {
    await loadTokenizer();
    const chat = { choices: [{ message: { content: "hello world", reasoning_content: "hello world" } }] };
    expect(estimateAnswer(chat, "")).toBe(5);
    const message = { content: [{ type: "tool_use", name: "f", input: { city: "Oslo" } }] };
    expect(estimateAnswer(message, "")).toBeGreaterThan(3);
    const response = {
      output: [{ type: "message", content: [{ type: "output_text", text: "hello world" }] }],
    };
    expect(estimateAnswer(response, "")).toBe(2);
  });
});
