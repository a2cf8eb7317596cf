import { describe, expect, it } from "vitest";
import { bytesNestTooDeep, valueNestsTooDeep } from "./json-depth";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const large = (text: string): Buffer => Buffer.from(`${text}${" ".repeat(300_000)}`);

describe("nesting", () => {
  it("is allowed up to the limit and not beyond, before and after parsing", () => {
    expect(valueNestsTooDeep(JSON.parse(nested(64)), 64)).toBe(false);
    expect(valueNestsTooDeep(JSON.parse(nested(65)), 64)).toBe(true);
    expect(bytesNestTooDeep(large(nested(64)), 64)).toBe(false);
    expect(bytesNestTooDeep(large(nested(65)), 64)).toBe(true);
  });

  it("does not count brackets inside strings, whatever their escapes", () => {
    expect(bytesNestTooDeep(large(`["${"[".repeat(100)}\\"${"{".repeat(100)}\\\\"]`), 64)).toBe(false);
    expect(bytesNestTooDeep(large(`["\\\\",${nested(100)}]`), 64)).toBe(true);
  });
});
