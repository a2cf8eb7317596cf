import { isObject, type JsonObject, own, ownObject, ownString } from "../json-value";

/** Formats of texts that Anthropic can hold an answer to. */
const FORMATS: ReadonlySet<unknown> = new Set([
  "date-time",
  "time",
  "date",
  "duration",
  "email",
  "hostname",
  "uri",
  "ipv4",
  "ipv6",
  "uuid",
]);
const KEPT: ReadonlySet<string> = new Set(["type", "title", "enum", "const", "$ref", "required", "default"]);
/** Members that hold schemas by name, and lists of schemas. */
const NAMED: ReadonlySet<string> = new Set(["properties", "$defs", "definitions"]);
const LISTS: Readonly<Record<string, string>> = { anyOf: "anyOf", oneOf: "anyOf", allOf: "allOf" };
const DEPTH_MAX = 64;

/**
 * A JSON schema as Anthropic's structured output takes it: objects are closed, and a constraint that cannot be
 * enforced (a range, a pattern) is told to the model in words instead of being dropped.
 */
export function strictSchema(schema: JsonObject, depth = 0): JsonObject {
  if (depth > DEPTH_MAX) return schema;
  const strict: Record<string, unknown> = {};
  const said: string[] = [];
  for (const [name, value] of Object.entries(schema)) {
    const list = LISTS[name];
    if (name === "description" || name === "additionalProperties" || name === "$schema") continue;
    if (KEPT.has(name)) strict[name] = value;
    else if (list !== undefined && Array.isArray(value)) strict[list] = value.map((one) => inner(one, depth));
    else if (NAMED.has(name) && isObject(value)) strict[name] = namedSchemas(value, depth);
    else if (name === "items" && isObject(value)) strict.items = strictSchema(value, depth + 1);
    else if (isEnforced(name, value)) strict[name] = value;
    else said.push(`${name}: ${JSON.stringify(value)}`);
  }
  if (own(schema, "type") === "object" || ownObject(schema, "properties") !== null)
    strict.additionalProperties = false;
  const description = [ownString(schema, "description"), said.length === 0 ? null : `(${said.join(", ")})`];
  const words = description.filter((part) => part !== null).join(" ");
  if (words !== "") strict.description = words;
  return strict;
}

function isEnforced(name: string, value: unknown): boolean {
  return (name === "format" && FORMATS.has(value)) || (name === "minItems" && (value === 0 || value === 1));
}

function namedSchemas(schemas: JsonObject, depth: number): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inner(schema, depth)]));
}

function inner(schema: unknown, depth: number): unknown {
  return isObject(schema) ? strictSchema(schema, depth + 1) : schema;
}
