import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "./diff-lines";

const marked = (before: string[], after: string[]) =>
  diffLines(before, after).map(({ kind, text }) => ({ same: " ", added: "+", removed: "-" })[kind] + text);

describe("the lines of two versions", () => {
  it("are told apart with as few changes as there can be", () => {
    expect(marked(["a", "b", "c", "d"], ["a", "c", "x", "d"])).toEqual([" a", "-b", " c", "+x", " d"]);
    expect(marked([], ["a"])).toEqual(["+a"]);
    expect(marked(["a", "a"], ["a"])).toEqual([" a", "-a"]);
  });

  it("give both versions back, whatever they say", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        const of = (gone: string) => diff.filter(({ kind }) => kind !== gone).map(({ text }) => text);
        expect([of("added"), of("removed")]).toEqual([before, after]);
      }),
    );
  });
});
