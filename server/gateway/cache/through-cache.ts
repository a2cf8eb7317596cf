import type { Exchange } from "../exchange";
import type { RecordSink } from "../stages/record";
import type { GatewayResponse } from "../types";
import { answerCached } from "./answer-cached";
import { type CacheKey, cacheKey, holdsProviderState } from "./cache-key";
import { type Found, NOTHING_FOUND, type Question } from "./cache-store";
import { type CacheWish, readCacheWish } from "./cache-wish";
import { unpackAnswer } from "./cached-answer";
import { keepingAnswer } from "./keep-answer";
import { type Alike, type FindAlikeDeps, findAlike } from "./semantic/find-alike";
import { packQuestion } from "./semantic/question-vector";

export interface ThroughCacheDeps extends FindAlikeDeps {
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
  // What is put back for one caller must not be kept for others.
  if (asked === null || exchange.output?.restore != null) return call();
  const { wish, key, entryBytesMax } = asked;
  const found = wish.reads ? await deps.cache.find(key.slot, wish.bucketMax) : NOTHING_FOUND;
  const exact = await give(deps, exchange, found);
  if (exact !== null) return exact;
  exchange.mark("cache");
  const alike = wish.reads ? await findAlike(deps, exchange, key) : NOTHING_ALIKE;
  if (alike.answer !== null) {
    const given = await answerCached(deps.records, exchange, {
      status: "hit-semantic",
      answer: alike.answer,
    });
    if (given !== null) return given;
  }
  exchange.cache = { ...exchange.cache, status: "miss" };
  const response = await call();
  // Else a canary's answers would reach sessions that it was not drawn for.
  if (exchange.plan?.decision.reason === "canary") return response;
  return keepingAnswer(deps.cache, exchange, response, {
    slot: key.slot,
    index: found.freeIndex ?? 0,
    ttlMs: wish.ttlMs,
    // What was found and could not be used makes room.
    replaces: !wish.reads || found.packed !== null,
    entryBytesMax,
    question: questionOf(asked, alike),
  });
}

const NOTHING_ALIKE: Alike = { answer: null, vector: null };

function questionOf({ key, wish }: Asked, { vector }: Alike): Question | null {
  if (key.semantic === null || vector === null) return null;
  const packed = packQuestion({ vector, answerName: key.slot.name });
  return { slot: key.semantic.slot, packed, ttlMs: wish.ttlMs };
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
