import { describe, expect, it } from "vitest";
import { estimateTokens, loadTokenizer } from "./estimate-tokens";

describe("estimateTokens", () => {
  it("is roughly right before the tokenizer is loaded and right afterwards, special tokens included", async () => {
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(20);
    expect(estimateTokens("")).toBe(0);
    expect(estimateTokens(text)).toBeGreaterThan(120);
    await loadTokenizer();
    expect(estimateTokens(text)).toBe(201);
    expect(estimateTokens("<|endoftext|>")).toBeGreaterThan(1);
    expect(estimateTokens("é".repeat(100_000))).toBe(50_000);
    // Unbroken runs are what a tokenizer takes seconds for.
    for (const run of ["a", " ", "{}", "🌊"]) expect(estimateTokens(run.repeat(15_000))).toBeGreaterThan(50);
  });
});
