import { LRUCache } from "lru-cache";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { OrgConfig } from "@/server/modules/gateway-config";
import { priceUsage } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import { isObject, own, ownArray, ownObject, parseObject } from "../../json-value";
import { ownPrice } from "../../pricing/own-price";
import { readUsage } from "../../providers/read-usage";
import { connectedModels, isUsable, pricedModel } from "../../stages/connected-models";
import type { Hop } from "../../stages/plan-route";
import { prepareRequest } from "../../upstream/prepare-request";
import { UpstreamCall } from "../../upstream/upstream-call";
import type { UpstreamPools } from "../../upstream/upstream-pools";
import type { Watchdog } from "../../upstream/watchdog";
import { unitVector } from "./question-vector";

export interface EmbedDeps {
  pools: UpstreamPools;
  watchdog: Watchdog;
}

export interface EmbeddedQuestion {
  vector: Float32Array;
  /** Null when the price is not known. */
  costMicroUsd: number | null;
}

/** A question waits no longer than this for being compared. */
const EMBED_MS = 1_500;
const TIMEOUTS = {
  connectMs: EMBED_MS,
  headersMs: EMBED_MS,
  firstContentMs: EMBED_MS,
  idleMs: EMBED_MS,
  totalMs: EMBED_MS,
  answerMs: EMBED_MS,
};
const BYTES_PER_TOKEN = 4;
const NO_USAGE = { cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null };
/** After a failure nobody waits for that model for a while. */
const PAUSE_MS = 10_000;

/** Turns questions into vectors with a customer's own embedding model; null when that does not work now. */
export class QuestionEmbedder {
  readonly #deps: EmbedDeps;
  readonly #paused = new LRUCache<string, true>({ max: 5_000, ttl: PAUSE_MS });

  constructor(deps: EmbedDeps) {
    this.#deps = deps;
  }

  /** The most it may cost; 0 where nobody knows. */
  costAtMost(org: OrgConfig, model: string, text: string): number {
    const hop = hopTo(org, model);
    const inputTokens = Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
    return hop === null ? 0 : (priceOf(org, hop, { ...NO_USAGE, inputTokens, outputTokens: 0 }) ?? 0);
  }

  async embed(org: OrgConfig, model: string, text: string): Promise<EmbeddedQuestion | null> {
    const name = `${org.orgId} ${model}`;
    if (this.#paused.has(name)) return null;
    const embedded = await this.#ask(org, model, text).catch(() => null);
    if (embedded === null) this.#paused.set(name, true);
    return embedded;
  }

  async #ask(org: OrgConfig, model: string, text: string): Promise<EmbeddedQuestion | null> {
    const hop = hopTo(org, model);
    if (hop === null) return null;
    const body = Buffer.from(JSON.stringify({ model: hop.model, input: text }));
    const message = { endpoint: "embeddings", headers: {}, body, isStream: false } as const;
    const request = await prepareRequest(hop, message, this.#deps.pools);
    const { watchdog } = this.#deps;
    const call = new UpstreamCall({ request, timeouts: TIMEOUTS, watchdog, openStream: null });
    const result = await call.start().result;
    if (result.kind !== "answer" || result.head.status !== 200) return null;
    const json = parseObject(result.body.toString()) ?? {};
    const [first] = ownArray(json, "data");
    const vector = unitVector(isObject(first) ? own(first, "embedding") : null);
    if (vector === null) return null;
    const usage = readUsage(hop.provider, ownObject(json, "usage"));
    return { vector, costMicroUsd: usage && priceOf(org, hop, usage) };
  }
}

/** Embedding generates nothing: an output that is not told is none. */
function priceOf(org: OrgConfig, hop: Hop, usage: TokenUsage): number | null {
  const { provider, model } = hop;
  const price = priceUsage({
    provider: provider.id,
    model,
    listName: pricedModel(hop),
    usage: { ...usage, outputTokens: usage.outputTokens ?? 0 },
    at: new Date(),
    own: ownPrice(org, provider.id, model),
  });
  return price?.costMicroUsd ?? null;
}

function hopTo(org: OrgConfig, name: string): Hop | null {
  const [found] = connectedModels(org).resolve(name);
  const provider = found === undefined ? undefined : PROVIDERS[found.provider];
  if (found === undefined || provider === undefined || provider.paths.embeddings === null) return null;
  const connection = org.connections.find((row) => row.provider === provider.id && isUsable(row)) ?? null;
  if (connection === null && !provider.isSandbox) return null;
  return { provider, model: found.model, connection, fallbackIndex: 0, candidateId: null };
}
