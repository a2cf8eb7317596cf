import { AppError } from "@/server/core/errors";
import { type ListedModel, listModels } from "@/server/pricing/list-models";
import { type AuthenticateDeps, authenticate, authorizeCaller, type Caller } from "./stages/authenticate";
import { connectedModels } from "./stages/connected-models";
import { allowsModel } from "./stages/model-access";
import type { GatewayRequest, GatewayResponse } from "./types";

const ROUTE_OWNER = "floopy";

/** `GET /v1/models`: what this key may call, routes first. */
export async function answerModels(
  deps: AuthenticateDeps,
  req: GatewayRequest,
): Promise<Omit<GatewayResponse, "headers">> {
  const caller = await readingCaller(deps, req);
  return json({ object: "list", data: [...routesOf(caller), ...modelsOf(caller).map(modelObject)] });
}

/** `GET /v1/models/{id}`, by `provider/model`, by bare name, or a route's name. */
export async function answerModel(
  deps: AuthenticateDeps,
  req: GatewayRequest,
  id: string,
): Promise<Omit<GatewayResponse, "headers">> {
  const caller = await readingCaller(deps, req);
  const model = modelsOf(caller).find((row) => row.id === id || row.model === id);
  const found = routesOf(caller).find((route) => route.id === id) ?? (model && modelObject(model));
  if (found !== undefined) return json(found);
  throw new AppError("model_not_found", "no such model for this key", {
    userMessage: `No model “${id.slice(0, 120)}” can be called with this key.`,
    param: "model",
  });
}

async function readingCaller(deps: AuthenticateDeps, req: GatewayRequest): Promise<Caller> {
  const caller = await authenticate(deps, req);
  authorizeCaller(caller, "request:read", req.remoteAddress);
  return caller;
}

function modelsOf({ key, org }: Caller): ListedModel[] {
  return listModels(connectedModels(org).providers).filter((model) => allowsModel(key, model));
}

interface ModelObject {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
  floopy: Record<string, unknown>;
}

function routesOf({ key, org }: Caller): ModelObject[] {
  const project = org.projects.find(({ id }) => id === key.projectId);
  return org.routes
    .filter((route) => route.projectId === key.projectId)
    .map(({ slug, strategy }) => ({
      id: slug === project?.defaultRouteSlug ? "auto" : `route:${slug}`,
      object: "model",
      created: 0,
      owned_by: ROUTE_OWNER,
      floopy: { kind: "route", strategy },
    }));
}

function modelObject(model: ListedModel): ModelObject {
  return {
    id: model.id,
    object: "model",
    created: 0,
    owned_by: model.provider,
    floopy: {
      kind: model.kind,
      name: model.name,
      context_window: model.contextWindow,
      input_micro_usd_per_mtok: model.inputMicroUsdPerMtok,
      cached_input_micro_usd_per_mtok: model.cachedInputMicroUsdPerMtok,
      output_micro_usd_per_mtok: model.outputMicroUsdPerMtok,
      capabilities: model.capabilities,
      is_sandbox: model.isSandbox,
    },
  };
}

function json(value: unknown): Omit<GatewayResponse, "headers"> {
  return { status: 200, body: Buffer.from(JSON.stringify(value)) };
}
