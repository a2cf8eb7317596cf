import { createHash, createHmac } from "node:crypto";
import type { OrgConfig, RouteConfig } from "@/server/modules/gateway-config";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { Caller } from "../stages/authenticate";
import type { ModelBody, ModelEndpoint } from "../stages/read-body";
import { readWish } from "../stages/read-wish";
import type { Scope } from "../stages/resolve-scope";
import type { HeaderMap } from "../types";
import type { CacheSlot } from "./cache-store";
import type { CacheWish } from "./cache-wish";
import { canonicalJson } from "./canonical-json";
import { skipTree } from "./ignored-paths";
import { comparableText } from "./question-text";

export interface KeyInput {
  caller: Caller;
  scope: Scope;
  endpoint: ModelEndpoint;
  body: ModelBody;
  headers: HeaderMap;
  wish: CacheWish;
  /** Keys the hash: a name says nothing to whoever can see the store. */
  hashKey: Buffer;
}

export interface CacheKey {
  slot: CacheSlot;
  /** Null when this question is not to be compared with others. */
  semantic: { slot: CacheSlot; model: string; text: string } | null;
}

/** Headers that change what is sent to the provider, or what may come back. */
const TELLING_HEADERS = [
  "anthropic-version",
  "anthropic-beta",
  "floopy-firewall",
  "floopy-llm-security-enabled",
  "floopy-fail-mode",
  "floopy-prompt-id",
  "floopy-prompt-version",
] as const;

/**
 * Where the answer to this request is kept. Everything that may change the answer, or who may see it, is part of the
 * name. Null when it cannot be told apart: no such route, or no end user where each has a cache of their own.
 */
export function cacheKey(input: KeyInput): CacheKey | null {
  const { scope, endpoint, body, wish } = input;
  const facts = tellingFacts(input);
  if (facts === null) return null;
  const slot = slotOf(input, ["answer", ...facts], body.json);
  const model = scope.project.cache.embeddingModel;
  const question = wish.mode === "semantic" && model !== null ? comparableText(endpoint, body.json) : null;
  if (question === null || model === null) return { slot, semantic: null };
  const { text, context } = question;
  return { slot, semantic: { slot: slotOf(input, ["questions", model, ...facts], context), model, text } };
}

/** Everything but the body. */
function tellingFacts(input: KeyInput): unknown[] | null {
  const { caller, scope, endpoint, body, headers, wish } = input;
  const { project } = scope;
  const models = wishedModels(input);
  const endUser = project.cache.isPerUser ? endUserOf(scope, body.json) : "";
  if (models === null || endUser === null) return null;
  return [
    caller.org.orgId,
    project.id,
    project.cache.generation,
    [[...caller.key.allowedModels].sort(), [...caller.key.permissions].sort()],
    endpoint,
    models,
    connectionsVersion(caller.org),
    project.firewallVersion,
    TELLING_HEADERS.map((name) => headers[name] ?? null),
    [wish.seed, endUser, wish.ignored],
  ];
}

function slotOf(input: KeyInput, facts: readonly unknown[], json: JsonObject): CacheSlot {
  const { caller, scope, body, wish, hashKey } = input;
  const { text, isLossy } = canonicalJson(json, skipTree(wish.ignored));
  const bytes = isLossy ? createHash("sha256").update(body.bytes).digest("base64") : "";
  const name = createHmac("sha256", hashKey)
    .update(JSON.stringify([...facts, bytes, text]))
    .digest("base64url");
  const { id: projectId, cache } = scope.project;
  return { orgId: caller.org.orgId, projectId, generation: cache.generation, name };
}

/** Which models may answer: those named, or the route with all that it chooses from. Null when there is no such route. */
function wishedModels({ caller, scope, body, headers }: KeyInput): unknown {
  const wish = readWish(body.model, headers, scope.project.defaultRouteSlug);
  if (wish.route === null) return wish;
  const route = caller.org.routes.find(
    (row) => row.projectId === scope.project.id && row.slug === wish.route,
  );
  return route === undefined ? null : [wish, routeVersion(route)];
}

function routeVersion(route: RouteConfig): unknown {
  const { id, strategy, costWeight, pinnedCandidateId, candidates, settings } = route;
  return [id, strategy, costWeight, pinnedCandidateId, candidates, settings];
}

const versions = new WeakMap<OrgConfig, string>();

/** Another address or key for a provider may be another model: answers from before are not given any more. */
function connectionsVersion(org: OrgConfig): string {
  const known = versions.get(org);
  if (known !== undefined) return known;
  const facts = org.connections.map(({ id, provider, baseUrl, settings }) => [
    id,
    provider,
    baseUrl,
    settings,
  ]);
  const version = createHash("sha256").update(canonicalJson(facts).text).digest("base64");
  versions.set(org, version);
  return version;
}

function endUserOf(scope: Scope, json: JsonObject): string | null {
  const metadata = ownObject(json, "metadata");
  return (
    scope.endUserId ??
    ownString(json, "user") ??
    ownString(json, "safety_identifier") ??
    (metadata === null ? null : ownString(metadata, "user_id"))
  );
}

/** Requests whose answer lives at the provider, or depends on what does, are never answered from here. */
export function holdsProviderState(json: JsonObject): boolean {
  const names = ["previous_response_id", "conversation", "prompt", "container", "audio"];
  if (names.some((name) => own(json, name) != null)) return true;
  if (own(json, "store") === true || own(json, "background") === true) return true;
  if (ownArray(json, "modalities").includes("audio")) return true;
  return ownArray(json, "messages").some(
    (message) => isObject(message) && ownObject(message, "audio") !== null,
  );
}
