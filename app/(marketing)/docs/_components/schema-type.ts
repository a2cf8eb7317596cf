import type { JsonSchema } from "@/server/contracts/api/openapi-types";

/** The schemas that a value may have, `null` apart. */
export function variantsOf(schema: JsonSchema): JsonSchema[] {
  return (schema.anyOf ?? [schema]).filter(isSchema).filter(({ type }) => type !== "null");
}

/** A schema in a word or two: “string”, “list of objects”, “integer or null”. */
export function typeName(schema: JsonSchema): string {
  const names = new Set(variantsOf(schema).map(plainName));
  if ((schema.anyOf ?? []).some((each) => isSchema(each) && each.type === "null")) names.add("null");
  return [...names].join(" or ");
}

function plainName({ type, items, enum: values, const: only, format }: JsonSchema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.length > 8 ? "string" : values.map(String).join(" | ");
  if (type === "array") {
    const inner = isSchema(items) ? typeName(items) : "anything";
    return inner === "anything" ? "list" : `list of ${inner}`;
  }
  if (format === "date-time") return "time";
  return type === undefined ? "anything" : [type].flat().join(" or ");
}

export interface SchemaField {
  name: string;
  field: JsonSchema;
  isRequired: boolean;
}

/** The fields of an object, of a list's items, or of any of its variants; one that several have is shown once. */
export function fieldsOf(schema: JsonSchema): SchemaField[] {
  const all = variantsOf(schema).flatMap((variant) => {
    if (isSchema(variant.items)) return fieldsOf(variant.items);
    return Object.entries(variant.properties ?? {}).flatMap(([name, field]) =>
      isSchema(field) ? [{ name, field, isRequired: variant.required?.includes(name) ?? false }] : [],
    );
  });
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
