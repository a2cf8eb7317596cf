import type { KeyKind } from "@/server/core/api-key-format";
import type { Ctx } from "@/server/core/context";
import { notFound, toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { log } from "@/server/core/logger";
import { type FeedbackSource, readSessionToken } from "@/server/modules/feedback";
import type { ProjectConfig } from "@/server/modules/gateway-config";
import { errorResponse } from "../error-response";
import type { IdempotencyStore } from "../idempotency/idempotency-store";
import { ctxOf } from "../resources/resource";
import {
  type AuthenticateDeps,
  authenticateKind,
  authorizeCaller,
  type Caller,
} from "../stages/authenticate";
import { storedEndUserId } from "../stages/resolve-scope";
import type { RouteMemory } from "../stages/route-memory";
import type { GatewayRequest, GatewayResponse } from "../types";
import { allowOrigin } from "./cors";
import {
  type FeedbackLimitDeps,
  networkHashOf,
  takeCallerLimits,
  takeSubjectLimits,
} from "./feedback-limits";

export interface FeedbackDeps extends AuthenticateDeps, FeedbackLimitDeps {
  idempotency: IdempotencyStore;
  memory: RouteMemory;
  userHashKey: Buffer;
}

/** A call whose key, and for a browser whose origin, is good. */
export interface FeedbackCall {
  deps: FeedbackDeps;
  req: GatewayRequest;
  requestId: string;
  caller: Caller;
  ctx: Ctx;
  project: ProjectConfig;
  networkHash: string | null;
}

type Answer = Pick<GatewayResponse, "status" | "headers"> & { body: Buffer };

/**
 * Opens a call with one of the given kinds of key, runs it and answers its errors. Pages may read the answer only where
 * the key lists their origin. Nothing of it is recorded as a request or metered.
 */
export async function runFeedbackCall(
  deps: FeedbackDeps,
  req: GatewayRequest,
  keys: readonly KeyKind[],
  run: (call: FeedbackCall) => Promise<Answer>,
): Promise<GatewayResponse> {
  const requestId = uuidv7();
  const isForPages = keys.includes("publishable");
  const shared: Record<string, string> = isForPages ? { vary: "Origin" } : {};
  try {
    // A beacon and a plain script can set no header, and a publishable key is no secret.
    const inQuery = isForPages ? new URLSearchParams(req.query).get("key") : null;
    const caller = await authenticateKind(deps, req, keys, inQuery);
    Object.assign(shared, allowOrigin(caller, req));
    authorizeCaller(caller, "feedback:write", req.remoteAddress);
    const networkHash = networkHashOf(deps.networkHashKey, caller.org.orgId, req.remoteAddress);
    if (req.at === undefined) await takeCallerLimits(deps, caller, networkHash);
    const project = caller.org.projects.find(({ id }) => id === caller.key.projectId);
    if (project === undefined) throw notFound("project");
    const ctx = ctxOf(caller, req, requestId);
    const { status, headers, body } = await run({ deps, req, requestId, caller, ctx, project, networkHash });
    const known = { "content-type": "application/json", "x-request-id": requestId };
    return { status, headers: { ...known, ...shared, ...headers }, body };
  } catch (thrown) {
    const error = toAppError(thrown);
    log[error.row.logLevel]("request failed", { requestId, code: error.code, path: req.path.slice(0, 100) });
    return errorResponse(error, requestId, shared);
  }
}

export interface Subject {
  session_id?: string | null | undefined;
  token?: string | null | undefined;
  user?: string | null | undefined;
}

/** Who says it and what proves it: the server's key, a token for this session, or nothing but the publishable key. */
export async function sourceOf(call: FeedbackCall, subject: Subject): Promise<FeedbackSource> {
  const { caller, ctx, deps, project } = call;
  const facts = { projectId: project.id, apiKeyId: caller.key.id };
  const named =
    subject.user == null ? null : storedEndUserId(project, ctx.orgId, subject.user, deps.userHashKey);
  if (caller.key.kind === "server") {
    return { ...facts, proof: "server", endUserId: named, networkHash: null };
  }
  const sessionId = subject.session_id ?? "";
  await takeSubjectLimits(deps, caller, { sessionId, endUserId: named });
  if (subject.token == null) {
    return { ...facts, proof: "anonymous", endUserId: named, networkHash: call.networkHash };
  }
  const expected = { orgId: ctx.orgId, projectId: project.id, sessionId };
  const { endUserId } = readSessionToken(subject.token, expected, ctx.now());
  if (endUserId !== null) return { ...facts, proof: "verified", endUserId, networkHash: null };
  return { ...facts, proof: "session", endUserId: named, networkHash: null };
}
