import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import type { Ctx } from "@/server/core/context";
import { AppError, toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { readLimitedBody } from "@/server/core/limited-body";
import { errorFields, log } from "@/server/core/logger";
import { requireFeature } from "@/server/core/require-feature";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { answerScim, findDirectory, type ScimAnswer } from "@/server/modules/scim";
import { publicOrigin } from "./public-origin";

const BODY_BYTES_MAX = 2 * 1024 * 1024;
const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
const CONTENT_TYPE = "application/scim+json; charset=utf-8";
const BASE_PATH = "/scim/v2";

/** The door for directories: SCIM 2.0 (RFC 7644). A token leads to one organisation, and to nothing of any other. */
export async function handleScimRequest(request: Request): Promise<Response> {
  const requestId = uuidv7();
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  try {
    const ctx = await directoryContext(request, requestId);
    const url = new URL(request.url);
    const { status, resource, location } = await answerScim(ctx, {
      method: request.method,
      path: pathOf(url),
      query: url.searchParams,
      body: await bodyOf(request),
      base: publicOrigin(request.headers) + BASE_PATH,
    });
    if (location !== undefined) headers.set("location", location);
    return respond(status, resource, headers);
  } catch (thrown) {
    return refuse(isUniqueViolation(thrown) ? raced(thrown) : toAppError(thrown), headers);
  }
}

/** The organisation of the token. Wrong ones are counted by address; right ones never are. */
async function directoryContext(request: Request, requestId: string): Promise<Ctx> {
  const now = new Date();
  const address = request.headers.get(CLIENT_ADDRESS_HEADER);
  const [, token] = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const directory = token === undefined ? null : await findDirectory(token, now);
  if (directory === null) {
    await throttle(now, [THROTTLES.scimTokenByAddress, address]);
    throw new AppError("unauthenticated", "The token is missing, unknown or revoked.");
  }
  const { orgId, planId } = directory;
  await throttle(now, [THROTTLES.scimByOrganization, orgId]);
  const ctx: Ctx = {
    orgId,
    planId,
    actor: { kind: "job", name: "SCIM" },
    requestId,
    address,
    now: () => now,
  };
  requireFeature(ctx, "scim");
  return ctx;
}

function pathOf(url: URL): string[] {
  return url.pathname
    .slice(BASE_PATH.length)
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // No id of ours: not found.
    return part;
  }
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === "GET" || request.method === "DELETE") return undefined;
  const text = (await readLimitedBody(request, BODY_BYTES_MAX)).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    const details = { scimType: "invalidSyntax" };
    throw new AppError("invalid_request", "The body is not JSON.", { details, cause });
  }
}

/** Two writes of the same name or address at once: one of them came second. */
function raced(cause: unknown): AppError {
  const details = { scimType: "uniqueness" };
  return new AppError("conflict", "The same was written a moment ago. Try again.", { details, cause });
}

function refuse(error: AppError, headers: Headers): Response {
  if (error.row.logLevel === "error") log.error("a SCIM request failed", errorFields(error.cause ?? error));
  const { scimType } = error.details;
  const status = error.row.http;
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="scim"');
  if (error.retryAfterSeconds !== null) headers.set("retry-after", String(error.retryAfterSeconds));
  const body = {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: error.userMessage,
  };
  return respond(status, body, headers);
}

function respond(status: number, body: ScimAnswer["resource"], headers: Headers): Response {
  if (body === undefined) return new Response(null, { status, headers });
  headers.set("content-type", CONTENT_TYPE);
  return new Response(JSON.stringify(body), { status, headers });
}
