import type { NextApiRequest, NextApiResponse } from "next";
import nextAuth from "next-auth";
import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import { AppError, toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { readLimitedBody } from "@/server/core/limited-body";
import { errorFields, log } from "@/server/core/logger";
import { trustVerifiedHost } from "@/server/env";
import { authOptions } from "./auth-options";
import { AuthResponse } from "./auth-response";
import { parseCookies } from "./cookies";
import { interopDefault } from "./interop-default";
import { loginCookieName, readPendingLogin } from "./login-token";
import { publicOrigin } from "./public-origin";
import { isSameOrigin } from "./same-origin";

const BODY_BYTES_MAX = 64 * 1024;
/** next-auth's `_log` would let anybody write into our log. */
const ACTIONS = new Set([
  "csrf",
  "providers",
  "signin",
  "callback",
  "signout",
  "session",
  "error",
  "verify-request",
]);

/**
 * Everything under /api/auth, in plain Requests and Responses. next-auth gets our own reading of the host, so a
 * forged Host or X-Forwarded-Host header never ends up in a sign-in link.
 */
export async function handleAuthRequest(request: Request): Promise<Response> {
  const requestId = uuidv7();
  try {
    const response = await answer(request, requestId);
    response.headers.set("x-request-id", requestId);
    response.headers.set("referrer-policy", "no-referrer");
    return response;
  } catch (thrown) {
    const error = toAppError(thrown);
    log[error.row.logLevel]("auth request failed", { requestId, code: error.code, ...detailsOf(error) });
    const body = { error: { code: error.code, message: error.userMessage, request_id: requestId } };
    return Response.json(body, { status: error.row.http, headers: { "x-request-id": requestId } });
  }
}

async function answer(request: Request, requestId: string): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.split("/").slice(3).map(decodeURIComponent);
  if (!ACTIONS.has(path[0] ?? "")) throw new AppError("not_found", "No such page.");
  if (request.method !== "GET" && !isSameOrigin(request.headers)) {
    throw new AppError("origin_not_allowed", "This request came from another site and was refused.");
  }
  const origin = new URL(publicOrigin(request.headers));
  const forwarded = { "x-forwarded-host": origin.host, "x-forwarded-proto": origin.protocol.slice(0, -1) };
  const body = request.method === "POST" ? await readForm(request) : undefined;
  const cookies = parseCookies(request.headers.get("cookie"));
  // next-auth would clear the cookie of a sign-in that still waits for its second factor.
  if (path[0] === "session" && (await readPendingLogin(cookies[loginCookieName()])) !== null)
    return Response.json({}, { headers: { "cache-control": "no-store" } });
  const response = new AuthResponse();
  const visit = {
    requestId,
    address: request.headers.get(CLIENT_ADDRESS_HEADER),
    userAgent: request.headers.get("user-agent"),
    now: new Date(),
    origin: origin.origin,
    loginCookie: cookies[loginCookieName()],
    isSigningOut: path[0] === "signout",
  };
  const nextRequest = {
    method: request.method,
    headers: { ...Object.fromEntries(request.headers), ...forwarded },
    cookies,
    query: { ...Object.fromEntries(url.searchParams), nextauth: path },
    body,
  };
  trustVerifiedHost();
  await interopDefault(nextAuth)(asApiRequest(nextRequest), asApiResponse(response), authOptions(visit));
  return response.toResponse();
}

function detailsOf(error: AppError) {
  return error.row.logLevel === "error" ? errorFields(error) : {};
}

async function readForm(request: Request): Promise<Record<string, unknown>> {
  const text = (await readLimitedBody(request, BODY_BYTES_MAX)).toString();
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  if (!type.startsWith("application/json"))
    throw new AppError("unsupported_media_type", "Send a form or JSON.");
  const parsed: unknown = parseJson(text);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause });
  }
}

/** next-auth reads exactly these five fields of a request; nothing else of Next's type is touched. */
function asApiRequest(request: Pick<NextApiRequest, "method" | "headers" | "query" | "body" | "cookies">) {
  return request as NextApiRequest;
}

/** next-auth calls exactly the methods that AuthResponse has. */
function asApiResponse(response: AuthResponse): NextApiResponse {
  return response as unknown as NextApiResponse;
}
