import { isObject, type JsonObject } from "../../json-value";

/** Members that name something: a later piece says the same again instead of going on. */
const NAMES: ReadonlySet<string> = new Set([
  ...["role", "id", "type", "name", "object", "index", "format", "finish_reason", "native_finish_reason"],
]);

type Merged = Record<string, unknown>;

/**
 * Adds one piece of a stream to what has come before: texts go on, lists whose items have an index are joined by it,
 * other lists grow. Members that this code has never heard of are kept like that, too.
 */
export function mergeDelta(into: Merged, piece: JsonObject): void {
  for (const [name, value] of Object.entries(piece)) {
    if (name === "__proto__" || value === null || value === undefined) continue;
    into[name] = merged(name, into[name], value);
  }
}

function merged(name: string, before: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return mergeList(Array.isArray(before) ? before : [], value);
  if (isObject(value)) {
    const object: Merged = isObject(before) ? before : {};
    mergeDelta(object, value);
    return object;
  }
  if (typeof value === "string" && typeof before === "string" && !NAMES.has(name)) return before + value;
  return value;
}

function mergeList(before: unknown[], items: readonly unknown[]): unknown[] {
  for (const item of items) {
    const index = isObject(item) && typeof item.index === "number" ? item.index : null;
    const known =
      index === null ? undefined : before.find((other) => isObject(other) && other.index === index);
    if (isObject(item) && isObject(known)) mergeDelta(known, item);
    else before.push(isObject(item) ? merged("", undefined, item) : item);
  }
  return before;
}
