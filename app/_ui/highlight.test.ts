import { describe, expect, it } from "vitest";
import { type CodeLanguage, tokenize } from "./highlight";

const SAMPLES: Record<CodeLanguage, string> = {
  shell: `curl http://127.0.0.1:3000/v1 \\\n  -H "Authorization: Bearer fl_sk_x" # call`,
  python: `from openai import OpenAI  # sdk\nclient = OpenAI(timeout=30.5, key='a\\'b')`,
  typescript: "// sdk\nconst text = await ask(`a b`, 42);",
  json: `{ "a": [1, true, null], "b": "x\\"y" }`,
  text: "anything 'at all",
};

const kindOf = (language: CodeLanguage, text: string) =>
  tokenize(SAMPLES[language], language).find((token) => token.text === text)?.kind;

describe("tokenize", () => {
  it.each(Object.keys(SAMPLES))("changes and drops no character of %s", (language) => {
    const known = Object.keys(SAMPLES).find((each): each is CodeLanguage => each === language) ?? "text";
    const tokens = tokenize(SAMPLES[known], known);
    expect(tokens.map((token) => token.text).join("")).toBe(SAMPLES[known]);
  });

  it("tells commands, options, strings and comments of a shell apart", () => {
    expect(kindOf("shell", "curl")).toBe("keyword");
    expect(kindOf("shell", "-H")).toBe("keyword");
    expect(kindOf("shell", `"Authorization: Bearer fl_sk_x"`)).toBe("string");
    expect(kindOf("shell", "# call")).toBe("comment");
  });

  it("does not colour the digits of an address", () => {
    expect(tokenize("curl http://127.0.0.1:3000", "shell").every((token) => token.kind !== "number")).toBe(
      true,
    );
  });

  it("ends a string at its own quote, not at an escaped one", () => {
    expect(kindOf("python", `'a\\'b'`)).toBe("string");
    expect(kindOf("json", `"x\\"y"`)).toBe("string");
  });

  it("leaves an unclosed quote plain", () => {
    expect(tokenize(`it's 5`, "json").map((token) => token.kind)).toEqual(["plain", "number"]);
  });
});
