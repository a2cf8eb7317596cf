/** Parsed JSON that came from outside; read it, never merge it into anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property, so that a name such as `__proto__` or `constructor` never reaches the prototype. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function ownString(object: JsonObject, name: string): string | null {
  const value = own(object, name);
  return typeof value === "string" && value !== "" ? value : null;
}

export function ownObject(object: JsonObject, name: string): JsonObject | null {
  const value = own(object, name);
  return isObject(value) ? value : null;
}

export function ownArray(object: JsonObject, name: string): readonly unknown[] {
  const value = own(object, name);
  return Array.isArray(value) ? value : [];
}

/** The text as a JSON object; null when it is anything else. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The text as JSON, or itself when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Without the members that say nothing. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}
