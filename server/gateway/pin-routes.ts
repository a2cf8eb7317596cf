import { z } from "zod";
import { PinBody } from "@/server/contracts/api/service-operations";
import { AppError, notFound } from "@/server/core/errors";
import { pinRoute, unpinRoute } from "@/server/modules/routes";
import { ctxOf, readJsonBody } from "./resources/resource";
import { type AuthenticateDeps, authenticate, authorizeCaller } from "./stages/authenticate";
import type { GatewayRequest, GatewayResponse } from "./types";

const BODY_BYTES_MAX = 4_096;
const Nothing = z.strictObject({});

/** `POST /v1/routes/{id}/pin` and `/unpin`: one call that puts a route on one model, and back. */
export async function answerPin(
  deps: AuthenticateDeps,
  req: GatewayRequest,
  { rest, requestId }: { rest: string; requestId: string },
): Promise<Omit<GatewayResponse, "headers">> {
  const caller = await authenticate(deps, req);
  authorizeCaller(caller, "route:manage", req.remoteAddress);
  const [routeId = "", verb, ...more] = rest.split("/");
  if ((verb !== "pin" && verb !== "unpin") || more.length > 0) throw notFound("path");
  const route = caller.org.routes.find(
    ({ id, projectId }) => id === routeId && projectId === caller.key.projectId,
  );
  if (route === undefined) throw notFound("route");
  const ctx = ctxOf(caller, req, requestId);
  const body = await readJsonBody(req, BODY_BYTES_MAX);
  const changed =
    verb === "pin"
      ? await pinRoute(ctx, { routeId, model: read(PinBody, body).model })
      : await unpinRoute(ctx, { ...read(Nothing, body), routeId });
  const pinned = changed.candidates.find(({ id }) => id === changed.pinnedCandidateId);
  const { id, slug, name, strategy } = changed;
  const answer = {
    id,
    slug,
    name,
    strategy,
    pinned: pinned === undefined ? null : { provider: pinned.provider, model: pinned.model },
  };
  return { status: 200, body: Buffer.from(JSON.stringify(answer)) };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError("invalid_request", "bad body", {
    userMessage: issue === undefined ? "The body is not valid." : issue.message,
    ...(issue === undefined || issue.path.length === 0 ? {} : { param: issue.path.join(".") }),
  });
}
