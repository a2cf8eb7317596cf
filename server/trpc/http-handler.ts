import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { isSameOrigin } from "@/server/auth/same-origin";
import { toAppError } from "@/server/core/errors";
import { readLimitedBody } from "@/server/core/limited-body";
import { createTrpcContext } from "./create-context";
import { appRouter } from "./root";

const BODY_BYTES_MAX = 256 * 1024;
const BATCH_MAX = 20;

/** Everything under /api/trpc. */
export async function handleTrpcRequest(request: Request): Promise<Response> {
  const context = createTrpcContext(request.headers, isSameOrigin(request.headers));
  const headers = { "x-request-id": context.requestId, "cache-control": "private, no-store" };
  try {
    await context.renewLogin();
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: await withLimitedBody(request),
      router: appRouter,
      createContext: () => context,
      maxBatchSize: BATCH_MAX,
      responseMeta: () => ({ headers }),
    });
    return withCookies(response, context.cookies);
  } catch (thrown) {
    const error = toAppError(thrown);
    const body = { error: { code: error.code, message: error.userMessage, request_id: context.requestId } };
    return withCookies(Response.json(body, { status: error.row.http, headers }), context.cookies);
  }
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}

async function withLimitedBody(request: Request): Promise<Request> {
  if (request.method !== "POST") return request;
  const body = new Uint8Array(await readLimitedBody(request, BODY_BYTES_MAX));
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  return new Request(request.url, { method: "POST", headers, body, signal: request.signal });
}
