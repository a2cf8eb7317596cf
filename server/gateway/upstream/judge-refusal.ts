import { isObject, ownObject, ownString, parseObject } from "../json-value";
import { readErrorMessage } from "../providers/read-error";

/** Refusals that another model may not share. */
export type RefusalKind = "context_length" | "content_policy";

const CODES: Readonly<Record<string, RefusalKind>> = {
  context_length_exceeded: "context_length",
  string_above_max_length: "context_length",
  content_filter: "content_policy",
  content_policy_violation: "content_policy",
  ResponsibleAIPolicyViolation: "content_policy",
};
const TOO_LONG =
  /context (?:length|window|size)|maximum (?:context|prompt|input) (?:length|tokens)|prompt is too long|input is too long|too many (?:input )?tokens|input token count .* exceeds/i;
const NOT_ALLOWED = /content (?:management )?polic|content filter|safety (?:system|polic)|usage polic/i;

/** Why a provider refused a request, where another model might take it; null for everything else. */
export function refusalKind(status: number, body: Buffer | null): RefusalKind | null {
  if (body === null || (status !== 400 && status !== 413 && status !== 422)) return null;
  const json = parseObject(body.toString());
  const error = json === null ? null : ownObject(json, "error");
  const inner = error === null ? null : ownObject(error, "innererror");
  for (const part of [error, inner]) {
    const code = isObject(part) ? (CODES[ownString(part, "code") ?? ""] ?? null) : null;
    if (code !== null) return code;
  }
  const words = readErrorMessage(json ?? body.toString()) ?? "";
  if (TOO_LONG.test(words)) return "context_length";
  return NOT_ALLOWED.test(words) ? "content_policy" : null;
}
