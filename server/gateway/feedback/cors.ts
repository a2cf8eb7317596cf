import { AppError } from "@/server/core/errors";
import type { Caller } from "../stages/authenticate";
import type { GatewayRequest, GatewayResponse } from "../types";
import { isOriginAllowed } from "./origin-allowed";

/**
 * What a page of another site may read. A page is told the id of its request and when to try again; credentials are
 * never sent along.
 */
const READABLE = "x-request-id, retry-after, floopy-idempotent-replay";

/** The headers for a page that may use this key; a page that may not, or a call that names none, is refused. */
export function allowOrigin({ key }: Caller, req: GatewayRequest): Record<string, string> {
  if (key.kind !== "publishable") return {};
  const { origin } = req.headers;
  // A page of our own sends none when it only reads, and then nothing of another site can read the answer.
  if (origin === undefined && req.method === "GET") return {};
  if (origin === undefined || !isOriginAllowed(origin, key.allowedOrigins)) {
    throw new AppError("origin_not_allowed", "origin is not on the key's list", {
      userMessage:
        "This page may not use this publishable key. Add its origin (scheme, host and port) to the key.",
    });
  }
  return { "access-control-allow-origin": origin, "access-control-expose-headers": READABLE };
}

/**
 * The answer to a preflight. It comes without the key, so it can only say what calls look like; whether this page may
 * make them is decided when it does.
 */
export function answerPreflight(req: GatewayRequest, methods: readonly string[]): GatewayResponse {
  const { origin } = req.headers;
  const headers: Record<string, string> = {
    vary: "Origin, Access-Control-Request-Headers",
    "content-type": "text/plain",
  };
  if (origin !== undefined && /^https?:\/\/[a-z0-9.:[\]-]+$/i.test(origin)) {
    headers["access-control-allow-origin"] = origin;
    headers["access-control-allow-methods"] = methods.join(", ");
    headers["access-control-allow-headers"] = "authorization, content-type, idempotency-key, x-api-key";
    headers["access-control-max-age"] = "600";
  }
  return { status: 200, headers, body: Buffer.alloc(0) };
}
