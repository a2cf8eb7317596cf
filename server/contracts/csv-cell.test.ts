import { describe, expect, it } from "vitest";
import { csvCell } from "./csv-cell";

describe("a cell of a CSV file", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\u00a0@x"])(
    "%j is no formula in it",
    (text) => {
      expect(csvCell(text)).toMatch(/^"?'/);
    },
  );

  it.each([
    ["a,b", '"a,b"'],
    ["a;=1", '"a;=1"'],
    ["a\t=1", '"a\t=1"'],
    ['a"b', '"a""b"'],
    ["a\r\n=1", '"a\r\n=1"'],
    ["plain - text", "plain - text"],
  ])("%j stays one cell", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it("keeps numbers as they are, and what is unknown empty", () => {
    expect([csvCell(-3), csvCell(true), csvCell(null)]).toEqual(["-3", "true", ""]);
  });
});
