import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "@/server/core/seeded-random";
import { schemaInstance } from "./schema-instance";

const hints = (seed: string, text = "Book a table for 4 in Porto at 19:30") => ({
  random: seededRandom(seed),
  text,
  subjects: ["Porto"],
  subject: 0,
});

const Tree: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(Tree) }));

const SCHEMAS: readonly (readonly [string, z.ZodType])[] = [
  ["scalars", z.object({ a: z.string(), b: z.number(), c: z.boolean(), d: z.null(), e: z.number().int() })],
  [
    "bounds",
    z.object({ a: z.number().min(3).max(4), b: z.number().int().gt(5).lt(8), c: z.number().multipleOf(5) }),
  ],
  ["negative bounds", z.object({ a: z.number().int().max(-5), b: z.number().min(-1).max(-0.5) })],
  [
    "lengths",
    z.object({
      a: z.string().min(30),
      b: z.string().max(2),
      c: z.array(z.string()).min(5),
      d: z.array(z.string()).max(1),
    }),
  ],
  [
    "formats",
    z.object({ a: z.email(), b: z.uuid(), c: z.url(), d: z.iso.date(), e: z.iso.datetime(), f: z.ipv4() }),
  ],
  ["enums and constants", z.object({ a: z.enum(["x", "y"]), b: z.literal(7), c: z.literal("k") })],
  [
    "unions",
    z.object({
      a: z.union([z.string(), z.number()]),
      b: z.string().nullable(),
      c: z.discriminatedUnion("t", [
        z.object({ t: z.literal("p"), v: z.number() }),
        z.object({ t: z.literal("q") }),
      ]),
    }),
  ],
  ["tuples", z.tuple([z.string(), z.number(), z.boolean()])],
  ["nested arrays", z.array(z.object({ rows: z.array(z.array(z.number().int().min(1))) }))],
  ["patterns", z.object({ a: z.string().regex(/^[A-Z]{3}-\d{3}$/), b: z.string().regex(/^\d{5}$/) })],
  ["recursion", Tree],
];

describe("schemaInstance", () => {
  it.each(SCHEMAS)("makes a value that is valid: %s", (_, schema) => {
    const json = z.toJSONSchema(schema);
    for (let seed = 0; seed < 40; seed++) {
      const value = schemaInstance(json, hints(String(seed)));
      expect(schema.safeParse(value).error?.message).toBeUndefined();
    }
  });

  it("takes numbers, choices and places from what the user said", () => {
    const schema = {
      type: "object",
      properties: {
        guests: { type: "integer", minimum: 1, maximum: 10 },
        city: { type: "string" },
        kind: { enum: ["room", "table"] },
      },
      required: ["guests", "city", "kind"],
    };
    expect(schemaInstance(schema, hints("1"))).toEqual({ guests: 4, city: "Porto", kind: "table" });
  });

  it("survives schemas that make no sense", () => {
    for (const schema of [
      null,
      true,
      {},
      { type: "nonsense" },
      { $ref: "#/nowhere" },
      { $ref: "#" },
      { pattern: "(" },
    ]) {
      expect(() => JSON.stringify(schemaInstance(schema, hints("1")))).not.toThrow();
    }
  });

  it("is the same for the same seed", () => {
    const schema = z.toJSONSchema(z.object({ a: z.number(), b: z.array(z.string()) }));
    expect(schemaInstance(schema, hints("7"))).toEqual(schemaInstance(schema, hints("7")));
  });
});
