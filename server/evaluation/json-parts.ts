/** Recorded JSON, read without trusting any of it. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function parseJsonObject(text: string | null): Json | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

export function member(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectAt(object: Json, name: string): Json | null {
  const value = member(object, name);
  return isJson(value) ? value : null;
}

export function textAt(object: Json, name: string): string | null {
  const value = member(object, name);
  return typeof value === "string" ? value : null;
}

export function objectsAt(object: Json, name: string): Json[] {
  const value = member(object, name);
  return Array.isArray(value) ? value.filter(isJson) : [];
}
