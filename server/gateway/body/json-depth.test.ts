import { describe, expect, it } from "vitest";
import { valueNestsTooDeep } from "./json-depth";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("nesting", () => {
  it("is allowed up to the limit and not beyond", () => {
    expect(valueNestsTooDeep(JSON.parse(nested(64)), 64)).toBe(false);
    expect(valueNestsTooDeep(JSON.parse(nested(65)), 64)).toBe(true);
  });
});
