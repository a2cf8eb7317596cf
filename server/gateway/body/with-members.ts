import type { JsonObject } from "../json-value";
import { findMembers, memberAndComma } from "./json-members";

/**
 * The same object with these members as they are given, or without those that are undefined. Everything else stays the
 * bytes that it was.
 */
export function withMembers(bytes: Buffer, members: JsonObject): Buffer {
  let rest = bytes;
  for (const name of Object.keys(members)) rest = withoutMember(rest, name);
  const added = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  if (added.length === 0) return rest;
  const start = rest.indexOf("{") + 1;
  const isEmpty =
    /^\s*\}/.test(rest.toString("utf8", start, start + 64)) || rest.subarray(start).indexOf('"') === -1;
  const text = `${added.join(",")}${isEmpty ? "" : ","}`;
  return Buffer.concat([rest.subarray(0, start), Buffer.from(text), rest.subarray(start)]);
}

function withoutMember(bytes: Buffer, name: string): Buffer {
  let rest = bytes;
  for (;;) {
    const [value] = findMembers(rest, name);
    if (value === undefined) return rest;
    const { start, end } = memberAndComma(rest, value);
    rest = Buffer.concat([rest.subarray(0, start), rest.subarray(end)]);
  }
}
