import { describe, expect, it } from "vitest";
import { parseRows } from "./parse-rows";

describe("parseRows", () => {
  it("reads questions and JSON, line by line, and leaves out empty lines", () => {
    const text =
      'How do I reset it?\n\n{"input": "2 + 2?", "expected": "4"}\n  {"input": {"messages": [{"role": "user", "content": "Hi"}]}}';
    expect(parseRows(text)).toEqual({
      rows: [
        { input: "How do I reset it?" },
        { input: "2 + 2?", expected: "4" },
        { input: { messages: [{ role: "user", content: "Hi" }] } },
      ],
      badLine: null,
    });
  });

  it.each(['Fine\n{"input": 3}', "Fine\n{broken"])("names the line that is no row in %j", (text) => {
    expect(parseRows(text).badLine).toBe(2);
  });
});
