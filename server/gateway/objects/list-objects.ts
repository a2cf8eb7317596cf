import { AppError } from "@/server/core/errors";
import { findProviderObject, listProviderHomes, ownProviderObjects } from "@/server/modules/provider-objects";
import { isObject, type JsonObject, own, ownArray, ownString, parseObject } from "../json-value";
import type { GivenBack } from "../stages/attempt";
import type { GatewayResponse } from "../types";
import { answerRefusal, answerWhole } from "./answer-object";
import { callProvider } from "./call-provider";
import { type Home, homeOf, namedProvider, onlyProvider, placeOf } from "./choose-home";
import { learnObjects, objectsIn } from "./learn-objects";
import { fromStore, type ObjectCall } from "./object-exchange";

interface Page {
  json: JsonObject;
  items: readonly JsonObject[];
  bytes: Buffer;
}

/** An account shared with others may have long stretches of what is theirs. */
const PAGES_MAX = 20;
const NOTHING = { object: "list", data: [], has_more: false, first_id: null, last_id: null };

/**
 * The project's objects at one provider, key after key. The provider's pages are filtered: one that has nothing of the
 * project's is passed over, and the order and the cursors stay the provider's.
 */
export async function listObjects(call: ObjectCall): Promise<GatewayResponse> {
  const { exchange } = call;
  const provider = namedProvider(call) ?? onlyProvider(call);
  const used = await fromStore(listProviderHomes(call.scope, provider.id));
  const homes = distinctHomes(call, provider.id, used);
  const query = new URLSearchParams(exchange.req.query);
  const cursorName = provider.paths.messageBatches === null ? "after" : "after_id";
  let at = await startAt(call, homes, query.get(cursorName), cursorName);
  exchange.mark("route");
  for (let page = 0; page < PAGES_MAX; page++) {
    const home = homes[at];
    if (home === undefined) return answerJson(call, NOTHING);
    const found = await fetchPage(call, home, query);
    if (found.kind === "given_back") return answerRefusal(call, found);
    const kept = await keepOwn(call, home, found.items);
    const hasMoreHere = own(found.json, "has_more") === true;
    const hasMore = hasMoreHere || at < homes.length - 1;
    if (kept.length > 0 || !hasMore) return answerPage(call, found, kept, hasMore);
    const last = found.items.at(-1);
    const lastId = last === undefined ? null : ownString(last, "id");
    if (hasMoreHere && lastId !== null) query.set(cursorName, lastId);
    else {
      at += 1;
      query.delete(cursorName);
    }
  }
  return answerJson(call, { ...NOTHING, has_more: true });
}

/** In an order that does not change between pages. A key that was replaced by another one is asked through that. */
function distinctHomes(call: ObjectCall, provider: string, keyIds: readonly string[]): Home[] {
  const homes = new Map<string, Home>();
  for (const providerKeyId of [...keyIds].sort()) {
    const home = homeOf(call, { provider, providerKeyId });
    if (home !== null) homes.set(placeOf(home).providerKeyId, home);
  }
  return [...homes.values()];
}

async function startAt(
  call: ObjectCall,
  homes: readonly Home[],
  cursor: string | null,
  param: string,
): Promise<number> {
  const { scope, collection } = call;
  if (cursor === null || cursor === "") return 0;
  const known = await fromStore(
    findProviderObject(scope, { id: cursor, kind: collection.kind, provider: null }),
  );
  const cursorHome = known === null ? null : homeOf(call, known);
  const at = homes.findIndex((home) => home.connection?.id === cursorHome?.connection?.id);
  if (cursorHome !== null && at !== -1) return at;
  throw new AppError("invalid_request", "unknown cursor", {
    userMessage: `\`${param}\` must be the id of a ${collection.kind} of this project.`,
    param,
  });
}

async function fetchPage(
  call: ObjectCall,
  home: Home,
  query: URLSearchParams,
): Promise<({ kind: "page" } & Page) | GivenBack> {
  const answer = await callProvider(call, home, { method: "GET", suffix: "", query: query.toString() });
  if (answer.kind === "given_back") return answer;
  const bytes = answer.kind === "answer" ? answer.body : Buffer.alloc(0);
  const json = parseObject(bytes.toString());
  if (json !== null && Array.isArray(own(json, "data")))
    return { kind: "page", json, bytes, items: ownArray(json, "data").filter(isObject) };
  throw new AppError("all_providers_failed", "the provider's list is none", {
    userMessage: "The provider did not give a usable answer.",
  });
}

async function keepOwn(call: ObjectCall, home: Home, items: readonly JsonObject[]): Promise<JsonObject[]> {
  const { scope, collection } = call;
  const ids = items.flatMap((item) => ownString(item, "id") ?? []);
  const mine = ids.length === 0 ? null : await fromStore(ownProviderObjects(scope, home.provider.id, ids));
  const kept = items.filter((item) => mine?.has(ownString(item, "id") ?? ""));
  if (collection.kind === "batch")
    await learnObjects(
      call,
      home,
      kept.flatMap((item) => objectsIn(item, "batch")),
    );
  return kept;
}

function answerPage(
  call: ObjectCall,
  { json, bytes, items }: Page,
  kept: readonly JsonObject[],
  hasMore: boolean,
): Promise<GatewayResponse> {
  if (kept.length === items.length && (own(json, "has_more") === true) === hasMore)
    return answerWhole(call, 200, bytes);
  const ends = { first_id: kept[0]?.id ?? null, last_id: kept.at(-1)?.id ?? null };
  return answerJson(call, {
    ...json,
    data: kept,
    has_more: hasMore,
    ...(Object.hasOwn(json, "last_id") ? ends : {}),
  });
}

function answerJson(call: ObjectCall, value: unknown): Promise<GatewayResponse> {
  return answerWhole(call, 200, Buffer.from(JSON.stringify(value)));
}
