import { FlatRequest, type RoutingExplanation, WrappedRequest } from "@/server/contracts/routing-explain";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { describePlan } from "@/server/modules/decisions";
import { unitHash } from "@/server/routing/unit-hash";
import { Exchange } from "../exchange";
import { screenInput } from "../firewall/screen-input";
import { isObject } from "../json-value";
import type { PipelineDeps } from "../pipeline";
import { planRoute } from "../stages/plan-route";
import { readBody } from "../stages/read-body";
import { fillPrompt, resolvePrompt } from "../stages/resolve-prompt";
import { resolveScope } from "../stages/resolve-scope";
import { resolveSession } from "../stages/resolve-session";
import { taskOf } from "../stages/task-of";
import type { GatewayRequest, HeaderMap } from "../types";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody } from "./resource";

const BODY_BYTES_MAX = 64 * 1024;
/** Whose call it is, the call itself says. */
const OF_THE_CALL: ReadonlySet<string> = new Set(["authorization", "x-api-key"]);

/**
 * Where a chat request would go and why, by the same stages that a real one passes, on a view of what routing remembers
 * that cannot be written to. No provider is called and nothing is stored.
 */
export async function explainRouting(
  { req, caller, ctx }: ResourceCall,
  _id: string,
  deps: PipelineDeps,
): Promise<ResourceAnswer> {
  requireFeature(ctx, "explain");
  const asked = await readAsked(req);
  const { headers } = asked;
  const scope = resolveScope(caller, headers, deps.userHashKey);
  const prompt = await resolvePrompt(deps.config, { caller, scope, endpoint: "chat", headers });
  const read = await readBody(asked, "chat", {
    bytesMax: BODY_BYTES_MAX,
    prepare: prompt && ((sent) => fillPrompt(prompt, "chat", sent)),
  });
  const exchange = new Exchange(asked, "chat");
  const screened = await screenInput(deps, exchange, { caller, scope, body: read }).catch(blockedOrThrow);
  if (screened instanceof AppError) return json(200, blockedAnswer(screened));
  const body = screened;
  const session = resolveSession({
    requestId: ctx.requestId,
    orgId: caller.org.orgId,
    projectId: scope.project.id,
    endUserId: scope.endUserId,
    headers,
    json: body.json,
    endpoint: "chat",
    continuedSessionId: null,
    hashKey: deps.sessionHashKey,
  });
  const plan = planRoute({
    ...{ caller, scope, session, headers },
    endpoint: "chat",
    model: body.model,
    memory: deps.memory.view(),
    task: taskOf("chat", body, scope),
    shared: deps.config.sharedModel(),
    random: unitHash(`explain\n${session.id}`),
  });
  const [hop] = plan.hops;
  if (hop === undefined) throw new Error("a plan has at least one hop");
  const answer: RoutingExplanation = {
    dry_run: true,
    firewall_decision: "allow",
    routing_rule_id: plan.routeId,
    ...describePlan(plan.decision, { provider: hop.provider.id, model: hop.model }),
  };
  return json(200, answer);
}

function blockedOrThrow(thrown: unknown): AppError {
  if (thrown instanceof AppError && thrown.code === "firewall_blocked") return thrown;
  throw thrown;
}

/** Nothing is chosen for a request that goes no further. */
function blockedAnswer({ userMessage }: AppError): RoutingExplanation {
  return {
    dry_run: true,
    would_select: null,
    firewall_decision: "block_input",
    reasoning: userMessage,
    routing_rule_id: null,
    ...{ phase: null, weights: null, confidence: null, confidence_reason: null },
    ...{ candidates: [], filtered: [] },
  };
}

/** The request that is asked about, as if it had come by itself. */
async function readAsked(req: GatewayRequest): Promise<GatewayRequest> {
  const sent = await readJsonBody(req, BODY_BYTES_MAX);
  const isWrapped = isObject(sent) && "request" in sent;
  const { request, headers: named = {} } = isWrapped
    ? parseInput(WrappedRequest, sent)
    : { request: parseInput(FlatRequest, sent) };
  const bytes = Buffer.from(JSON.stringify(request));
  const headers = { ...req.headers, ...lowered(named) };
  return { ...req, headers, readBody: async () => bytes };
}

function lowered(named: Readonly<Record<string, string>>): HeaderMap {
  const entries = Object.entries(named).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries(entries.filter(([name]) => !OF_THE_CALL.has(name)));
}
