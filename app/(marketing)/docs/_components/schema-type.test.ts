import { expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "@/server/contracts/api/json-schema";
import { fieldsOf, typeName } from "./schema-type";

const nameOf = (schema: z.ZodType): string => typeName(jsonSchemaOf(schema, "output"));

it.each([
  ["string", z.string()],
  ["boolean or null", z.boolean().nullable()],
  ["object or null", z.object({}).nullable()],
  ["list of string", z.array(z.string())],
  ["list", z.array(z.unknown())],
  ["time", z.iso.datetime()],
  ['"list"', z.literal("list")],
  ["a | b", z.enum(["a", "b"])],
  ["string or integer", z.union([z.string(), z.int()])],
  ["anything", z.unknown()],
])("a schema is named by what it takes: %s", (name, schema) => {
  expect(nameOf(schema)).toBe(name);
});

it("the fields of a list are its items', those of variants are shown once, and optional ones are marked", () => {
  const schema = z.array(
    z.union([z.object({ id: z.string(), a: z.int().optional() }), z.object({ id: z.string(), b: z.int() })]),
  );
  const fields = fieldsOf(jsonSchemaOf(schema, "output"));
  expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["id", true],
    ["a", false],
    ["b", true],
  ]);
});
