import { expect, it } from "vitest";
import { storableJson, storableText } from "./storable";

it("leaves out of texts what PostgreSQL refuses, and nothing else", () => {
  expect(storableText("a\0b\ud800c 😀 \\u0000\n")).toBe("ab\ufffdc 😀 \\u0000\n");
});

it("does the same in JSON, in names of members too, and takes written-out escapes for text", () => {
  const value = { "k\0\udfff": ["a\0b", "x\ud800y", "\\u0000", "\\\\ud800", '\u001f\n"\\', "😀", 1, null] };
  expect(JSON.parse(storableJson(value))).toEqual({
    "k\ufffd": ["ab", "x\ufffdy", "\\u0000", "\\\\ud800", '\u001f\n"\\', "😀", 1, null],
  });
});
