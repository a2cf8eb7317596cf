import { describe, expect, it } from "vitest";
import { parseRichText } from "./parse-rich-text";

describe("rich text", () => {
  it("tells fenced code from the text around it", () => {
    expect(parseRichText("Run:\n```sh\nls -l\n```\nThen `cat`, **now**.")).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "Run:" }] },
      { kind: "code", language: "sh", text: "ls -l" },
      {
        kind: "paragraph",
        spans: [
          { kind: "text", text: "Then " },
          { kind: "code", text: "cat" },
          { kind: "text", text: ", " },
          { kind: "strong", text: "now" },
          { kind: "text", text: "." },
        ],
      },
    ]);
  });

  it("takes a fence that was never closed as code to the end", () => {
    expect(parseRichText("```json\n{\n  1")).toEqual([{ kind: "code", language: "json", text: "{\n  1" }]);
  });

  it("takes underscores around words as emphasis, and those inside names as they are", () => {
    const [block] = parseRichText("_so_ it is snake_case_name and __init__");
    expect(block?.kind === "paragraph" && block.spans.filter((span) => span.kind !== "text")).toEqual([
      { kind: "emphasis", text: "so" },
    ]);
  });

  it("keeps HTML as the characters it is made of", () => {
    expect(parseRichText("<b onclick=x>hi</b>")).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "<b onclick=x>hi</b>" }] },
    ]);
  });

  it("stays fast on hostile input", () => {
    expect(parseRichText("**`".repeat(50_000)).length).toBe(1);
    expect(parseRichText("```\n".repeat(20_000)).length).toBeGreaterThan(0);
  });
});
