const MESSAGE_LENGTH_MAX = 2_000;
const DEPTH_MAX = 4;

const KEY_REFUSED = /\b(incorrect|invalid) api key\b|\bapi key (not valid|expired|is invalid)\b/i;

/** Whether a 400 is about the key, which other providers refuse with 401. */
export function isKeyRefused(body: unknown): boolean {
  return KEY_REFUSED.test(readErrorMessage(body) ?? "");
}

/**
 * The message of a provider's error body, in any of the shapes in use: OpenAI's `error.message`, an array around it,
 * a bare `message`, `detail`, `title` or `error`, a list of `errors`, a list of validation errors, or plain text. Null when there is none.
 */
export function readErrorMessage(body: unknown): string | null {
  const message = messageIn(body, 0)?.trim();
  return message ? message.slice(0, MESSAGE_LENGTH_MAX) : null;
}

function messageIn(node: unknown, depth: number): string | null {
  if (typeof node === "string") return /^\s*</.test(node) ? null : node;
  if (typeof node !== "object" || node === null || depth > DEPTH_MAX) return null;
  if (Array.isArray(node)) return messageIn(node[0], depth + 1);
  const fields = new Map<string, unknown>(Object.entries(node));
  const problem = validationProblem(fields.get("msg"), fields.get("loc"));
  if (problem) return problem;
  for (const name of ["error", "message", "detail", "errors", "title"]) {
    const found = messageIn(fields.get(name), depth + 1);
    if (found) return found;
  }
  return null;
}

function validationProblem(msg: unknown, loc: unknown): string | null {
  if (typeof msg !== "string") return null;
  return Array.isArray(loc) && loc.length > 0 ? `${loc.join(".")}: ${msg}` : msg;
}
