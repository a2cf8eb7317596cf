import { describe, expect, it } from "vitest";
import { claudeTraits } from "./claude-traits";

describe("claudeTraits", () => {
  it.each([
    ["claude-3-haiku-20240307", 4_096, "none", "omit"],
    ["claude-3-5-sonnet-20241022", 8_192, "none", "omit"],
    ["claude-3-7-sonnet-latest", 64_000, "budget", "omit"],
    ["claude-opus-4-20250514", 32_000, "budget", "omit"],
    ["claude-opus-4-1-20250805", 32_000, "budget", "omit"],
    ["claude-sonnet-4-20250514", 64_000, "budget", "omit"],
    ["anthropic.claude-sonnet-4-5-20250929-v1:0", 64_000, "budget", "omit"],
    ["eu.anthropic.claude-haiku-4-5-20251001-v1:0", 64_000, "budget", "omit"],
    ["claude-opus-4-6", 128_000, "adaptive", "omit"],
    ["claude-sonnet-4-6", 64_000, "adaptive", "omit"],
    ["claude-opus-5", 128_000, "adaptive", "disabled"],
    ["claude-sonnet-5@20260601", 128_000, "adaptive", "disabled"],
    ["claude-sonnet-5-5", 128_000, "adaptive", "between_tools"],
    ["claude-opus-5.5", 128_000, "adaptive", "never"],
    ["claude-fable-5-2", 128_000, "adaptive", "never"],
    ["claude-next", 128_000, "adaptive", "never"],
  ])("knows %s", (model, outputTokensMax, thinking, thinkingOff) => {
    expect(claudeTraits(model)).toMatchObject({ outputTokensMax, thinking, thinkingOff });
  });

  it("knows who takes sampling, one of it, and structured output", () => {
    const facts = (model: string) => {
      const { takesSampling, takesOneSampling, hasStructuredOutput, effortMax } = claudeTraits(model);
      return [takesSampling, takesOneSampling, hasStructuredOutput, effortMax];
    };
    expect(facts("claude-sonnet-4-20250514")).toEqual([true, false, false, null]);
    expect(facts("claude-opus-4-1-20250805")).toEqual([true, true, false, null]);
    expect(facts("claude-opus-4-5-20251101")).toEqual([true, true, true, "high"]);
    expect(facts("claude-sonnet-4-6")).toEqual([true, true, true, "max"]);
    expect(facts("claude-opus-4-7")).toEqual([false, true, true, "xhigh"]);
    expect(facts("claude-opus-5")).toEqual([false, true, true, "xhigh"]);
  });
});
