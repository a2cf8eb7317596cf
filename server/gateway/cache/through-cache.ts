import type { Exchange } from "../exchange";
import type { RecordSink } from "../stages/record";
import type { GatewayResponse } from "../types";
import { answerCached } from "./answer-cached";
import { type CacheKey, cacheKey, holdsProviderState } from "./cache-key";
import { type CacheStore, type Found, NOTHING_FOUND } from "./cache-store";
import { type CacheWish, readCacheWish } from "./cache-wish";
import { unpackAnswer } from "./cached-answer";
import { keepingAnswer } from "./keep-answer";

export interface ThroughCacheDeps {
  cache: CacheStore;
  cacheHashKey: Buffer;
  records: RecordSink;
}

interface Asked {
  wish: CacheWish;
  key: CacheKey;
  entryBytesMax: number;
}

/** Gives a kept answer where there is one, else makes the call and keeps what comes of it. */
export async function throughCache(
  deps: ThroughCacheDeps,
  exchange: Exchange,
  call: () => Promise<GatewayResponse>,
): Promise<GatewayResponse> {
  const asked = askedOf(deps, exchange);
  if (asked === null) return call();
  const { wish, key, entryBytesMax } = asked;
  const found = wish.reads ? await deps.cache.find(key.slot, wish.bucketMax) : NOTHING_FOUND;
  const exact = await give(deps, exchange, found);
  if (exact !== null) return exact;
  exchange.cache = { ...exchange.cache, status: "miss" };
  exchange.mark("cache");
  const response = await call();
  return keepingAnswer(deps.cache, exchange, response, {
    slot: key.slot,
    index: found.freeIndex ?? 0,
    ttlMs: wish.ttlMs,
    // What was found and could not be used makes room.
    replaces: !wish.reads || found.packed !== null,
    entryBytesMax,
  });
}

function askedOf(deps: ThroughCacheDeps, { caller, scope, body, endpoint, req }: Exchange): Asked | null {
  if (caller === null || scope === null || body === null) return null;
  const wish = readCacheWish(caller, scope, req.headers);
  if (wish === null || holdsProviderState(body.json)) return null;
  const hashKey = deps.cacheHashKey;
  const key = cacheKey({ caller, scope, endpoint, body, headers: req.headers, wish, hashKey });
  return key === null ? null : { wish, key, entryBytesMax: scope.project.cache.entryBytesMax };
}

async function give(
  deps: ThroughCacheDeps,
  exchange: Exchange,
  { packed }: Found,
): Promise<GatewayResponse | null> {
  const answer = packed === null ? null : await unpackAnswer(packed);
  if (answer === null) return null;
  exchange.mark("cache");
  return answerCached(deps.records, exchange, { status: "hit-exact", answer });
}
