import type { CatalogModel } from "@/server/contracts/models";
import type { PriceVector, Rate, RateName } from "@/server/contracts/prices";
import { AppError } from "@/server/core/errors";
import { catalogModel, listModels } from "@/server/pricing/list-models";
import { baseRate } from "@/server/pricing/rates";
import { ownPrice } from "./pricing/own-price";
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

/** What connected providers are known to serve, and what the organisation has priced itself. */
function modelsOf({ key, org }: Caller): CatalogModel[] {
  const connected = connectedModels(org).providers;
  const listed = new Map(listModels(connected).map((model) => [model.id, model]));
  for (const { provider, model } of org.prices) {
    const isConnected = connected.some((entry) => entry.provider === provider);
    const priced = isConnected ? catalogModel(provider, model) : null;
    if (priced !== null && !listed.has(priced.id)) listed.set(priced.id, priced);
  }
  return [...listed.values()]
    .filter((model) => allowsModel(key, model))
    .map((model) => ({ ...model, price: ownPrice(org, model.provider, model.model)?.rates ?? model.price }));
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

function modelObject(model: CatalogModel): ModelObject {
  const { price, capabilities } = model;
  return {
    id: model.id,
    object: "model",
    created: 0,
    owned_by: model.provider,
    floopy: {
      kind: model.kind,
      name: model.name,
      context_window: model.contextWindow,
      max_output_tokens: model.maxOutputTokens,
      input_micro_usd_per_mtok: microUsd(price, "input"),
      cached_input_micro_usd_per_mtok: microUsd(price, "cachedInput"),
      cache_write_micro_usd_per_mtok: microUsd(price, "cacheWrite"),
      output_micro_usd_per_mtok: microUsd(price, "output"),
      price_tiers: priceTiers(price),
      capabilities: capabilities && {
        tools: capabilities.includes("tools"),
        vision: capabilities.includes("vision"),
        structured_output: capabilities.includes("structuredOutput"),
        reasoning: capabilities.includes("reasoning"),
        caching: capabilities.includes("caching"),
        audio: capabilities.includes("audio"),
        streaming: capabilities.includes("streaming"),
      },
      is_sandbox: model.isSandbox,
    },
  };
}

/** For short prompts. */
function microUsd(price: PriceVector | null, name: RateName): number | null {
  const usd = baseRate(price?.[name]);
  return usd === null ? null : Math.round(usd * 1e6);
}

/** Higher prices for longer prompts; null where length does not matter. */
function priceTiers(price: PriceVector | null): Record<string, number | null>[] | null {
  const input = price?.input;
  if (input === undefined || typeof input === "number") return null;
  return input.tiers.map(({ start, price: usd }) => ({
    above_prompt_tokens: start,
    input_micro_usd_per_mtok: Math.round(usd * 1e6),
    output_micro_usd_per_mtok: tierOf(price?.output, start),
  }));
}

function tierOf(rate: Rate | undefined, start: number): number | null {
  const tier = typeof rate === "object" ? rate.tiers.find((entry) => entry.start === start) : undefined;
  const usd = tier?.price ?? baseRate(rate);
  return usd === null ? null : Math.round(usd * 1e6);
}

function json(value: unknown): Omit<GatewayResponse, "headers"> {
  return { status: 200, body: Buffer.from(JSON.stringify(value)) };
}
