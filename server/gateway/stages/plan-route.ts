import { variantFor } from "@/server/contracts/model-variant";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { DEFAULT_ROUTE_SETTINGS, type RouteSettings } from "@/server/contracts/route-settings";
import { GENERAL, type TaskCategory } from "@/server/contracts/task-categories";
import { AppError } from "@/server/core/errors";
import type { ProviderConnection, RouteCandidateConfig, RouteConfig } from "@/server/modules/gateway-config";
import type { DecisionRow } from "@/server/modules/ingest";
import type { SharedModel } from "@/server/modules/learning";
import { chooseCandidate } from "@/server/routing/choose-candidate";
import type { FilterReason } from "@/server/routing/routing-types";
import { circuitName } from "../reliability/hop-gate";
import type { HeaderMap } from "../types";
import { readMaxLatency } from "../upstream/call-limits";
import { wireFor } from "../wires/wire-for";
import type { Caller } from "./authenticate";
import { asConnected, connectedModels, declaredModels, isUsable } from "./connected-models";
import { learnedFor } from "./learned-state";
import { allowsModel } from "./model-access";
import { type HeldHistory, hopsWithHistory } from "./provider-history";
import type { ModelEndpoint } from "./read-body";
import { type ModelWish, readWish } from "./read-wish";
import type { Scope } from "./resolve-scope";
import type { Session } from "./resolve-session";
import type { PlanMemory } from "./route-memory";
import { constraintsOf, routeVariant } from "./routing-rules";

/** One provider and model to try, with the customer's key for it. */
export interface Hop {
  provider: Provider;
  model: string;
  connection: ProviderConnection | null;
  /** Position among the models to try; several keys of one provider share it. */
  fallbackIndex: number;
  candidateId: string | null;
}

export interface RoutePlan {
  routeId: string | null;
  decision: DecisionRow;
  hops: readonly Hop[];
  settings: RouteSettings;
  /** Candidates that may be asked the same; empty for most routes. */
  shadows: readonly RouteCandidateConfig[];
  /** The longest wait for the answer to begin that the caller allows. */
  maxLatencyMs: number | null;
}

export interface PlanInput {
  caller: Caller;
  scope: Scope;
  session: Session;
  endpoint: ModelEndpoint;
  model: string;
  headers: HeaderMap;
  memory: PlanMemory;
  /** What kind of task it is; null for what is none. */
  task?: TaskCategory | null;
  /** The shared model of the learner; null before its first state. */
  shared?: SharedModel | null;
  /** What the request needs a provider to have kept, and who has it; null where all is in the request. */
  history?: HeldHistory | null;
  /** Uniform in [0, 1); drawn anew where it is left out. */
  random?: number;
}

interface Target {
  provider: string;
  model: string;
  candidateId: string | null;
}

/** Which models are tried, in which order, and why. Throws when there is none this key may call. */
export function planRoute(input: PlanInput): RoutePlan {
  const wish = readWish(input.model, input.headers, input.scope.project.defaultRouteSlug);
  const chosen = wish.route === null ? planModels(input, wish) : planByRoute(input, wish, wish.route);
  const targets = [...chosen.targets, ...wish.fallback.flatMap((name) => targetsOf(input, name, wish))];
  const maxLatencyMs = readMaxLatency(input.headers);
  const { routeId, decision, settings } = chosen;
  const able = distinct(targets).flatMap((target, index) => hopsOf(input, target, index, settings));
  if (able.length === 0) throw nobodyServes(wish.names.join(", ") || input.model, input.endpoint);
  const { history } = input;
  const hops = history == null ? able : hopsWithHistory(able, history);
  return { routeId, decision, hops, settings, shadows: chosen.shadows, maxLatencyMs };
}

interface Chosen {
  routeId: string | null;
  decision: DecisionRow;
  settings: RouteSettings;
  shadows: readonly RouteCandidateConfig[];
  targets: readonly Target[];
}

const NO_SHADOWS: readonly RouteCandidateConfig[] = [];

/** The caller named the models: nothing is chosen, only tried in order. */
function planModels(input: PlanInput, wish: ModelWish): Chosen {
  const targets = wish.names.flatMap((name) => targetsOf(input, name, wish));
  const [first] = targets;
  if (first === undefined) throw nobodyServes(wish.names.join(", "), input.endpoint);
  const { provider, model } = first;
  const decision = {
    strategy: "direct",
    phase: "day0",
    reason: wish.names.length > 1 ? "requested_list" : "requested_model",
    propensity: 1,
    candidates: [{ provider, model, score: 1, propensity: 1 }],
    filtered: [],
  };
  return { routeId: null, decision, settings: DEFAULT_ROUTE_SETTINGS, shadows: NO_SHADOWS, targets };
}

/** Everyone who serves the name, best first: where one fails the next is tried. */
function targetsOf(input: PlanInput, name: string, wish: ModelWish): Target[] {
  const resolved = connectedModels(input.caller.org).resolve(name);
  const found = resolved.filter(({ provider }) => wish.provider === null || provider === wish.provider);
  const allowed = found.filter((model) => allowsModel(input.caller.key, model));
  if (found.length > 0 && allowed.length === 0) throw notAllowed(name);
  return allowed.map((model) => ({ ...model, candidateId: null }));
}

function planByRoute(input: PlanInput, wish: ModelWish, slug: string): Chosen {
  const { caller, memory, session } = input;
  const asked = routeBySlug(input, slug);
  const { route, experimentId } = wish.isPinned
    ? { route: asked, experimentId: null }
    : routeVariant(asked, caller, session.id);
  const task = input.task ?? GENERAL;
  const turn = `${route.id}\n${task}\n${session.id}`;
  const affinity = input.headers["floopy-session-affinity"] !== "off";
  const isLearned = route.strategy === "feedback_driven";
  const unavailable = unavailableIn(input, route, wish);
  const decision = chooseCandidate({
    route,
    sessionId: session.id,
    affinity,
    learned: learnedFor({ org: caller.org, shared: input.shared ?? null }, route, task, Date.now()),
    kept: isLearned && affinity ? memory.kept(turn) : null,
    random: input.random ?? Math.random(),
    counter: input.memory.nextCount(route.id),
    latencyMs: input.memory.latencyMs,
    unavailable,
    bounds: route.settings,
    constraints: constraintsOf(input.caller, route.projectId),
    mode: wish.isPinned ? "pinned" : "auto",
  });
  if (decision.order.length === 0) throw routeIsEmpty(slug, decision.filtered);
  const targets = decision.order.map(({ id, provider, model }) => ({ provider, model, candidateId: id }));
  const { strategy, phase, reason, propensity, candidates, filtered, learned, canary } = decision;
  const [winner] = decision.order;
  if (isLearned && affinity && winner !== undefined && propensity !== null && reason !== "canary")
    memory.keep(turn, { id: winner.id, propensity });
  return {
    routeId: route.id,
    settings: route.settings,
    decision: {
      ...{ strategy, phase, reason, propensity, candidates, filtered, learned, experimentId },
      ...(canary === null ? {} : { trialId: canary.trialId, canaryPercent: canary.percent }),
    },
    shadows: route.shadows.length === 0 ? NO_SHADOWS : route.shadows.filter(({ id }) => !unavailable.has(id)),
    targets,
  };
}

function routeBySlug({ caller, scope }: PlanInput, slug: string): RouteConfig {
  const route = caller.org.routes.find((row) => row.projectId === scope.project.id && row.slug === slug);
  if (route !== undefined) return route;
  throw new AppError("model_not_found", `no route ${slug}`, {
    userMessage: `There is no route “${slug}” in this project. Create it in the console, or name a model.`,
    param: "model",
  });
}

function unavailableIn(input: PlanInput, route: RouteConfig, wish: ModelWish): Map<string, FilterReason> {
  const { key, org } = input.caller;
  const keeps = keepsHistory(input, route);
  const connected = new Set(connectedModels(org).providers.map(({ provider }) => provider));
  const unavailable = new Map<string, FilterReason>();
  for (const candidate of route.candidates) {
    const isOther = wish.provider !== null && candidate.provider !== wish.provider;
    if (isOther || !connected.has(candidate.provider))
      unavailable.set(candidate.id, "provider_not_connected");
    else if (!allowsModel(key, candidate)) unavailable.set(candidate.id, "model_not_allowed");
    else if (!keeps(candidate.provider)) unavailable.set(candidate.id, "without_history");
  }
  return unavailable;
}

/** Whether a provider has, or could keep, the history; all of them where none has, so that the error can say so. */
function keepsHistory(
  { history, caller }: PlanInput,
  { candidates }: RouteConfig,
): (provider: string) => boolean {
  if (history == null) return () => true;
  const { home } = history;
  const able = new Set(
    caller.org.connections
      .filter((row) => home === null || home.provider === row.provider)
      .filter((row) => speaksResponses(row))
      .map(({ provider }) => provider),
  );
  return candidates.some(({ provider }) => able.has(provider)) ? (id) => able.has(id) : () => true;
}

function speaksResponses(connection: ProviderConnection): boolean {
  const provider = PROVIDERS[connection.provider];
  return provider !== undefined && asConnected(provider, connection).paths.responses !== null;
}

function distinct(targets: readonly Target[]): Target[] {
  const seen = new Set<string>();
  return targets.filter(({ provider, model }) => {
    const name = `${provider}/${model}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** The ways to call a model: its provider with each of the customer's keys. */
export function hopsOf(
  { caller, endpoint, memory }: Pick<PlanInput, "caller" | "endpoint" | "memory">,
  target: Target,
  fallbackIndex: number,
  { keyBalancing }: RouteSettings,
): Hop[] {
  const served = PROVIDERS[target.provider];
  if (served === undefined) return [];
  const provider = variantFor(served, target.model);
  const wire = wireFor(endpoint, { provider, model: target.model });
  if (provider.paths[wire.endpoint] === null) return [];
  const { model, candidateId } = target;
  if (provider.isSandbox) return [{ provider, model, connection: null, fallbackIndex, candidateId }];
  const usable = caller.org.connections.filter((row) => row.provider === provider.id && isUsable(row));
  const declaring = usable.filter((row) => declaredModels(row).some(({ name }) => name === model));
  const keys = (declaring.length > 0 ? declaring : usable).map((connection) => {
    const hop: Hop = {
      provider: asConnected(provider, connection),
      model,
      connection,
      fallbackIndex,
      candidateId,
    };
    return { hop, name: circuitName(hop, caller.org.orgId), weight: connection.weight };
  });
  const balancing = keyBalancing ?? caller.org.keyBalancing[provider.id] ?? "latency_based";
  return memory.keyLoads.order(keys, { balancing }).map(({ hop }) => hop);
}

function nobodyServes(model: string, endpoint: ModelEndpoint): AppError {
  const example =
    endpoint === "embeddings"
      ? "Not every provider has embeddings."
      : "GET /v1/models lists what you can call.";
  return new AppError("model_not_found", "no connected provider serves the model", {
    userMessage: `No connected provider serves “${model.slice(0, 120)}”. Connect a provider key in the console, or use a sandbox model. ${example}`,
    param: "model",
  });
}

function notAllowed(model: string): AppError {
  return new AppError("model_not_allowed", "model not allowed for this key", {
    userMessage: `This API key may not use “${model.slice(0, 120)}”.`,
    param: "model",
  });
}

function routeIsEmpty(slug: string, filtered: readonly { reason: FilterReason }[]): AppError {
  const isForbidden = filtered.length > 0 && filtered.every(({ reason }) => reason === "model_not_allowed");
  if (isForbidden) return notAllowed(`route:${slug}`);
  return new AppError("model_not_found", "route has no usable candidate", {
    userMessage: `Route “${slug}” has no model that can be called now. Connect a provider key for one of its models.`,
    param: "model",
  });
}
