import { describe, expect, it } from "vitest";
import { TASK_CATEGORIES } from "@/server/contracts/task-categories";
import { BENCHMARK_PRIOR } from "./benchmark-prior";
import { BENCHMARKS } from "./benchmark-tables";
import { familyOf } from "./model-families";

const mean = (model: string, category = "math") => BENCHMARK_PRIOR.mean(category, model);

describe("the benchmark prior", () => {
  it("orders families as the benchmarks do, also those that only a harder one has measured", () => {
    expect(mean("openai/gpt-4o")).toBeGreaterThan(mean("openai/gpt-4o-mini"));
    expect(mean("openai/gpt-4o-mini")).toBeGreaterThan(mean("openai/gpt-3.5-turbo"));
    expect(mean("x/llama-3.1-70b-instruct")).toBeGreaterThan(mean("x/llama-3.1-8b-instruct"));
    expect(mean("x/qwen1.5-72b-chat", "knowledge")).toBeGreaterThan(mean("x/qwen1.5-7b-chat", "knowledge"));
  });

  it("knows a family under the names that providers give it, and no newer generation", () => {
    const names = {
      "gpt-4o-2024-08-06": "gpt-4o",
      "claude-3-5-sonnet-20240620": "claude-3.5-sonnet",
      "anthropic.claude-3-haiku-20240307-v1:0": "claude-3-haiku",
      "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo": "llama-3.1-8b",
      "meta-llama/llama-3.1-405b-instruct:free": "llama-3.1-405b",
      "gemini-1.5-flash-002": "gemini-1.5-flash",
      "gpt-5.4-mini": null,
      "gpt-4o-audio-preview": null,
      "claude-sonnet-4-5": null,
      "llama-3.3-70b-versatile": null,
    };
    for (const [name, family] of Object.entries(names))
      expect([name, familyOf(name)]).toEqual([name, family]);
  });

  it("believes an unknown model to be middling, and says that it guesses", () => {
    expect(BENCHMARK_PRIOR.isKnown("openai/gpt-5.4")).toBe(false);
    expect(BENCHMARK_PRIOR.isKnown("openai/gpt-4o")).toBe(true);
    expect(mean("openai/gpt-5.4")).toBeCloseTo(0.69, 2);
    expect(mean("sandbox/genius")).toBeGreaterThan(mean("sandbox/quick"));
    expect(BENCHMARK_PRIOR.isKnown("sandbox/genius")).toBe(false);
  });

  it("names a source and a licence for every row, and expects rewards that users give", () => {
    for (const { source, licence, rows } of BENCHMARKS) {
      expect(source).toMatch(/^https:\/\/github\.com\/.+ at [0-9a-f]{7}$/);
      expect(licence).not.toMatch(/NC|non-?commercial|none/i);
      for (const [family] of rows)
        for (const category of TASK_CATEGORIES) {
          expect(BENCHMARK_PRIOR.mean(category, `x/${family}`)).toBeGreaterThan(0.3);
          expect(BENCHMARK_PRIOR.mean(category, `x/${family}`)).toBeLessThan(0.9);
        }
    }
  });
});
