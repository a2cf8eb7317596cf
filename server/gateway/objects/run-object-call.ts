import type { Action } from "@/server/contracts/permissions";
import { toAppError } from "@/server/core/errors";
import { Exchange } from "../exchange";
import { takeLimits } from "../limits/take-limits";
import { answerError } from "../pipeline";
import { authenticate, authorizeCaller } from "../stages/authenticate";
import { resolveScope } from "../stages/resolve-scope";
import type { GatewayRequest, GatewayResponse } from "../types";
import type { Collection, ObjectCall, ObjectDeps, ObjectExchange } from "./object-exchange";

type Work = (call: ObjectCall) => Promise<GatewayResponse>;

/** One call about files or batches, from the key to the record. Whatever goes wrong becomes a typed error. */
export async function runObjectCall(
  deps: ObjectDeps,
  req: GatewayRequest,
  collection: Collection,
  work: Work,
): Promise<GatewayResponse> {
  const exchange: ObjectExchange = new Exchange(req, collection.endpoint);
  try {
    const call = openCall(deps, exchange, collection, await authenticate(deps, req));
    await takeLimits(deps, exchange, call.caller, null, false);
    return await work(call);
  } catch (thrown) {
    return answerError(deps, exchange, toAppError(thrown));
  }
}

function openCall(
  deps: ObjectDeps,
  exchange: ObjectExchange,
  collection: Collection,
  caller: ObjectCall["caller"],
): ObjectCall {
  const { req } = exchange;
  const action: Action = req.method === "GET" ? "request:read" : "request:write";
  exchange.caller = caller;
  authorizeCaller(caller, action, req.remoteAddress);
  const scope = resolveScope(caller, req.headers, deps.userHashKey);
  exchange.scope = scope;
  exchange.session = { id: "", source: "none" };
  exchange.mark("auth");
  const project = { orgId: caller.org.orgId, projectId: scope.project.id };
  return { deps, exchange, collection, caller, scope: project };
}
