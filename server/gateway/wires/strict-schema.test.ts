import { describe, expect, it } from "vitest";
import { strictSchema } from "./strict-schema";

describe("strictSchema", () => {
  it("closes every object, however deep", () => {
    const item = { type: "object", properties: { n: { type: "integer" } } };
    const schema = {
      type: "object",
      properties: { list: { type: "array", items: item }, either: { oneOf: [item, { type: "null" }] } },
      $defs: { item },
      additionalProperties: true,
    };
    const closed = { ...item, additionalProperties: false };
    expect(strictSchema(schema)).toEqual({
      type: "object",
      properties: { list: { type: "array", items: closed }, either: { anyOf: [closed, { type: "null" }] } },
      $defs: { item: closed },
      additionalProperties: false,
    });
  });

  it("tells in words what cannot be enforced, and keeps what can", () => {
    expect(
      strictSchema({ type: "string", description: "A day.", format: "date", pattern: "^2", maxLength: 10 }),
    ).toEqual({ type: "string", format: "date", description: 'A day. (pattern: "^2", maxLength: 10)' });
    expect(strictSchema({ type: "array", minItems: 1, maxItems: 3 })).toEqual({
      type: "array",
      minItems: 1,
      description: "(maxItems: 3)",
    });
  });

  it("keeps a property that is named like a constraint", () => {
    const properties = { pattern: { type: "string" }, description: { type: "string" } };
    expect(strictSchema({ type: "object", properties })).toMatchObject({ properties });
  });
});
