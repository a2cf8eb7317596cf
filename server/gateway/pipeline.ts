import { type AppError, toAppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { type ThroughCacheDeps, throughCache } from "./cache/through-cache";
import { ERROR_SHAPES, errorResponse } from "./error-response";
import type { Exchange } from "./exchange";
import { withCanary } from "./firewall/canary";
import { screenInputRemotely } from "./firewall/remote/screen-remotely";
import { type ScreenInputDeps, screenInput } from "./firewall/screen-input";
import { type OncePerKeyDeps, oncePerKey } from "./idempotency/once-per-key";
import { meetQuota } from "./limits/meet-quota";
import { type BudgetDeps, reserveBudget } from "./limits/reserve-budget";
import { type LimitDeps, takeLimits } from "./limits/take-limits";
import { offerShadows, type ShadowDeps } from "./shadow/offer-shadows";
import { askKey } from "./stages/ask-key";
import { type AttemptDeps, attempt } from "./stages/attempt";
import { type AuthenticateDeps, authenticate, authorizeCaller, type Caller } from "./stages/authenticate";
import { planRoute, type RoutePlan } from "./stages/plan-route";
import { planShadow } from "./stages/plan-shadow";
import { type HeldHistory, historyNeed } from "./stages/provider-history";
import { type ModelBody, type RequestEndpoint, readBody } from "./stages/read-body";
import { recordExchange } from "./stages/record";
import { fillPrompt, resolvePrompt } from "./stages/resolve-prompt";
import { resolveScope, type Scope } from "./stages/resolve-scope";
import { resolveSession, type Session } from "./stages/resolve-session";
import { answerHeaders, type RespondDeps, respond } from "./stages/respond";
import { taskOf } from "./stages/task-of";
import type { GatewayResponse } from "./types";

export interface PipelineDeps
  extends AuthenticateDeps,
    AttemptDeps,
    RespondDeps,
    OncePerKeyDeps,
    LimitDeps,
    ThroughCacheDeps,
    BudgetDeps,
    ShadowDeps,
    ScreenInputDeps {
  bodyBytesMax: number;
  /** Keys for the hashes of end users and of sessions. */
  userHashKey: Buffer;
  sessionHashKey: Buffer;
}

/** One model call, stage by stage. Whatever goes wrong becomes a typed error and, once the caller is known, a record. */
export async function runModelCall(deps: PipelineDeps, exchange: Exchange): Promise<GatewayResponse> {
  try {
    return await runStages(deps, exchange);
  } catch (thrown) {
    return answerError(deps, exchange, toAppError(thrown));
  }
}

async function runStages(deps: PipelineDeps, exchange: Exchange): Promise<GatewayResponse> {
  const opened = await openExchange(deps, exchange, true);
  const call = async (): Promise<GatewayResponse> => {
    // Here, as what an Idempotency-Key repeats is no new question.
    exchange.askKey = askKeyOf(deps, exchange, opened);
    const body = await screenInput(deps, exchange, opened);
    await screenInputRemotely(deps, exchange, body);
    return throughCache(deps, exchange, async () => {
      const plan = choosePlan(deps, exchange, { ...opened, body });
      await reserveBudget(deps, exchange, plan, body);
      if (plan.shadows.length > 0) offerShadows(deps, exchange, plan, body);
      const sent = await withCanary(body, exchange.endpoint, exchange.canary);
      const result = await attempt(deps, exchange, plan, sent);
      exchange.mark("upstream");
      return respond(deps, exchange, result);
    });
  };
  return oncePerKey(deps, exchange, call, comparedBody(exchange.req, opened.body));
}

/** What a repeated request must have in common with the first: the same words, whatever a label has come to mean since. */
function comparedBody({ headers }: Exchange["req"], { asked, bytes, isStream }: ModelBody) {
  if (asked === undefined) return { bytes, isStream };
  const named = JSON.stringify([headers["floopy-prompt-id"], headers["floopy-prompt-version"] ?? ""]);
  return { bytes: Buffer.concat([asked, Buffer.from(named)]), isStream };
}

/** Everything before a provider is called: who asks, for what, and who is to answer. Counting tokens generates none. */
export async function planExchange(
  deps: PipelineDeps,
  exchange: Exchange,
  generates: boolean,
): Promise<{ plan: RoutePlan; body: ModelBody }> {
  const opened = await openExchange(deps, exchange, generates);
  const body = await screenInput(deps, exchange, opened);
  await screenInputRemotely(deps, exchange, body);
  return { plan: choosePlan(deps, exchange, { ...opened, body }), body };
}

interface Opened {
  caller: Caller;
  scope: Scope;
  session: Session;
  body: ModelBody;
  history: HeldHistory | null;
}

/** Who asks, and for what. */
async function openExchange(deps: PipelineDeps, exchange: Exchange, generates: boolean): Promise<Opened> {
  const { req, endpoint } = exchange;
  const caller = await authenticate(deps, req);
  exchange.caller = caller;
  authorizeCaller(caller, "request:write", req.remoteAddress);
  const scope = resolveScope(caller, req.headers, deps.userHashKey);
  exchange.scope = scope;
  exchange.mark("auth");

  const prompt = await resolvePrompt(deps.config, { caller, scope, endpoint, headers: req.headers });
  exchange.prompt = prompt;
  const body = await readBody(req, endpoint, {
    bytesMax: deps.bodyBytesMax,
    prepare: prompt && ((sent) => fillPrompt(prompt, endpoint, sent)),
  });
  exchange.body = body;
  exchange.mark("body");
  if (req.ownCall === undefined && req.at === undefined) {
    await takeLimits(deps, exchange, caller, body, generates);
    if (generates) meetQuota(deps, exchange, caller);
  }

  const need = endpoint === "responses" ? historyNeed(body.json) : null;
  const history = need === null ? null : { need, home: deps.memory.homes.find(caller.org.orgId, need) };
  const session = sessionOf(deps, exchange, { caller, scope, body, history });
  exchange.session = session;
  if (generates && scope.storageMode !== "none" && req.ownCall === undefined && req.at === undefined) {
    const { id: apiKeyId, projectId } = caller.key;
    deps.memory.sessions.note({ apiKeyId, projectId, requestId: exchange.id, sessionId: session.id });
  }
  return { caller, scope: exchange.scope, session, body, history };
}

function sessionOf(
  deps: PipelineDeps,
  { id: requestId, req, endpoint }: Exchange,
  { caller, scope, body, history }: Omit<Opened, "session">,
): Session {
  // What the product asks belongs to nobody's conversation.
  if (req.ownCall !== undefined) return { id: "", source: "none" };
  return resolveSession({
    requestId,
    orgId: caller.org.orgId,
    projectId: scope.project.id,
    endUserId: scope.endUserId,
    headers: req.headers,
    json: body.json,
    endpoint,
    continuedSessionId: history?.home?.sessionId ?? null,
    hashKey: deps.sessionHashKey,
  });
}

/** What the product asks itself, and what is done later by a batch, nobody waits for and asks again. */
function askKeyOf(
  { sessionHashKey: hashKey }: PipelineDeps,
  { req }: Exchange,
  { caller, scope, session, body }: Opened,
): string | null {
  if (req.ownCall !== undefined || req.at !== undefined || scope.storageMode === "none") return null;
  const who = { orgId: caller.org.orgId, projectId: scope.project.id, endUserId: scope.endUserId };
  return askKey({ ...who, session, headers: req.headers, json: body.json, hashKey });
}

function choosePlan(deps: PipelineDeps, exchange: Exchange, { body, ...opened }: Opened): RoutePlan {
  const { endpoint, req } = exchange;
  const { memory } = deps;
  const task = taskOf(endpoint, body, opened.scope);
  exchange.task = task;
  const target = req.ownCall?.shadow?.target;
  const input = { ...opened, endpoint, model: body.model, headers: req.headers, memory, task };
  const plan =
    target === undefined
      ? planRoute({ ...input, shared: deps.config.sharedModel() })
      : planShadow(input, target);
  exchange.plan = plan;
  exchange.mark("route");
  return plan;
}

/** The typed answer to whatever went wrong, and its record once the caller is known. */
export async function answerError(
  deps: Pick<PipelineDeps, "records">,
  exchange: Exchange<RequestEndpoint>,
  error: AppError,
): Promise<GatewayResponse> {
  const { row, code } = error;
  log[row.logLevel]("request failed", {
    requestId: exchange.id,
    orgId: exchange.caller?.key.orgId,
    code,
    status: row.http,
    ...(row.logLevel === "error" ? errorFields(error.cause ?? error) : {}),
  });
  const status =
    code === "client_closed" ? "client_closed" : code === "firewall_blocked" ? "blocked" : "error";
  await recordExchange(deps.records, exchange, { status, httpStatus: row.http, error });
  const headers = answerHeaders(exchange, "application/json");
  return errorResponse(error, exchange.id, headers, ERROR_SHAPES[exchange.endpoint]);
}
