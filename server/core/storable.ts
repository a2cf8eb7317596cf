/** PostgreSQL takes neither NUL nor half of a surrogate pair, and text from outside may hold either. */
export function storableText(text: string): string {
  return Buffer.from(text.replaceAll("\0", "")).toString();
}

/** A value as JSON that PostgreSQL takes, names of members included; `JSON.stringify` writes what it refuses as `\u` escapes. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes("\\u")) return text;
  return text.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/gs, (whole, code?: string) =>
    code === undefined ? whole : code === "0000" ? "" : "\ufffd",
  );
}
