import { parseJson } from "../json-value";
import { isKeyRefused } from "../providers/read-error";
import { readRetryDelay } from "./read-retry-after";
import type { UpstreamHead } from "./upstream-call";

/** The head of a refusal, with what some providers say only in the body: how long to wait, and that the key is wrong. */
export function headWithBody(head: UpstreamHead, body: Buffer): UpstreamHead {
  if (head.status === 429 && head.retryAfter === null)
    return { ...head, retryAfter: readRetryDelay(parseJson(body.toString())) };
  const isUnauthorized = head.status === 400 && isKeyRefused(parseJson(body.toString()));
  return isUnauthorized ? { ...head, status: 401 } : head;
}
