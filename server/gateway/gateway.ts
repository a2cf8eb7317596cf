import path from "node:path";
import { deriveKey } from "@/server/core/secrets";
import { env, masterKey } from "@/server/env";
import { closeSharedRedis, type RedisLink, sharedRedis } from "@/server/integrations/redis";
import { sharedBudgets } from "@/server/modules/budgets";
import type { DetectorAsker } from "@/server/modules/firewall";
import { createGatewayConfig, type GatewayConfig } from "@/server/modules/gateway-config";
import { closeIngestPool, keepPartitionsAhead } from "@/server/modules/ingest";
import { closeCountersPool, joinLimits, type LimitStore, releaseLimits } from "@/server/modules/limits";
import type { CacheStore } from "./cache/cache-store";
import { dropClearedAnswers } from "./cache/drop-cleared";
import { MemoryCacheStore } from "./cache/memory-cache-store";
import { RedisCacheStore } from "./cache/redis-cache-store";
import { QuestionEmbedder } from "./cache/semantic/embed-question";
import { answer, type EndpointDeps, type Readiness } from "./endpoints";
import { tryDetector } from "./firewall/remote/try-detector";
import { ownScreenThreads } from "./firewall/threads/own-screen-threads";
import type { ScreenThreads } from "./firewall/threads/screen-threads";
import { AnswerSeal } from "./idempotency/answer-seal";
import type { IdempotencyStore } from "./idempotency/idempotency-store";
import { LocalIdempotencyStore } from "./idempotency/local-idempotency-store";
import { SharedIdempotencyStore } from "./idempotency/shared-idempotency-store";
import { JournalReader } from "./journal/journal-reader";
import { JournalWriter } from "./journal/journal-writer";
import { Occupancy } from "./occupancy";
import { LocalBreakers } from "./reliability/breakers";
import { SharedBreakers } from "./reliability/shared-breakers";
import { sendShadow } from "./shadow/send-shadow";
import { ShadowQueue } from "./shadow/shadow-queue";
import { RouteMemory } from "./stages/route-memory";
import type { GatewayRequest, GatewayResponse } from "./types";
import type { UpstreamTimeouts } from "./upstream/upstream-call";
import { UpstreamPools } from "./upstream/upstream-pools";
import { Watchdog } from "./upstream/watchdog";

export interface Gateway {
  /** Answers one request. Never rejects. */
  handle(req: GatewayRequest): Promise<GatewayResponse>;
  ready(): Promise<Readiness>;
  /** Asks a remote detector about one text. */
  tryDetector: DetectorAsker;
  /** Waits for running answers (up to `graceMs`), then for their records to be stored as far as possible. */
  close(graceMs?: number): Promise<void>;
}

export interface GatewayOptions {
  config: GatewayConfig;
  masterKey: Buffer;
  journalFolder: string;
  bodyBytesMax: number;
  /** For bodies that are passed on as they come. */
  uploadBytesMax: number;
  timeouts?: Partial<UpstreamTimeouts>;
  /** What is shared with the other processes; null: this one is alone, or does without. */
  redis?: RedisLink | null;
  /** Rate limits; those of the installation when left out. */
  limits?: LimitStore;
  /** Whether this process also moves the journal into the database. */
  isIngesting: boolean;
  /** Where large requests are looked through; in turns with all others when left out. */
  screenThreads?: ScreenThreads | null;
  /** Where answers are cached; by default in the memory of this process. */
  cache?: CacheStore;
}

const TIMEOUTS: UpstreamTimeouts = {
  connectMs: 5_000,
  headersMs: 300_000,
  firstContentMs: 120_000,
  idleMs: 120_000,
  totalMs: 600_000,
};
const GRACE_MS = 20_000;

export function createGateway(options: GatewayOptions): Gateway {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const journal = new JournalWriter({ folder: options.journalFolder });
  const reader = options.isIngesting ? new JournalReader({ folder: options.journalFolder }) : null;
  const pools = new UpstreamPools(timeouts.connectMs);
  const occupancy = new Occupancy();
  const redis = options.redis ?? null;
  redis?.open();
  const breakers = redis === null ? new LocalBreakers() : new SharedBreakers(redis);
  const memory = new RouteMemory();
  const stopWeather = memory.weather.start(breakers, memory.keyLoads);
  const watchdog = new Watchdog();
  const screenThreads = options.screenThreads ?? null;
  const cache = options.cache ?? cacheStore(redis, options.masterKey);
  const checkReady = async (): Promise<Readiness> => {
    const checks = { database: await options.config.ping(), journal: journal.isHealthy };
    const isReady = checks.database && checks.journal && !occupancy.isClosing;
    // Told, but not counted: without Redis every request is still answered.
    return redis === null
      ? { isReady, checks }
      : { isReady, checks: { ...checks, redis: await redis.ping() } };
  };
  const shadows = new ShadowQueue({ send: (task, presence) => sendShadow(deps, task, presence) });
  const deps: EndpointDeps = {
    config: options.config,
    ...hashKeys(options.masterKey),
    bodyBytesMax: options.bodyBytesMax,
    uploadBytesMax: options.uploadBytesMax,
    pools,
    timeouts,
    watchdog,
    records: journal,
    memory,
    breakers,
    idempotency: idempotencyStore(redis, options.masterKey),
    limits: options.limits ?? joinLimits(),
    cache,
    screenThreads,
    afterwards: (work) => occupancy.afterwards(work),
    embedder: new QuestionEmbedder({ pools, watchdog }),
    budgets: sharedBudgets(),
    checkReady,
    shadows,
  };
  options.config.onChange((orgId) => void dropClearedAnswers(options.config, cache, orgId));
  reader?.start();
  const stopPartitions = options.isIngesting ? keepPartitionsAhead() : () => {};
  return {
    handle: (req) => occupancy.hold(answer(deps, req)),
    ready: checkReady,
    tryDetector: (trial) => tryDetector(deps, trial),
    close: async (graceMs = GRACE_MS) => {
      // Nobody waits for these.
      await shadows.close();
      await occupancy.close(graceMs);
      await screenThreads?.close();
      await pools.close();
      breakers.close();
      stopWeather();
      await cache.close();
      journal.close();
      stopPartitions();
      await closeReader(reader);
      await options.config.close();
      await closeShared();
    },
  };
}

async function closeReader(reader: JournalReader | null): Promise<void> {
  if (reader === null) return;
  await reader.drain().catch(() => {});
  await reader.close();
  await closeIngestPool();
}

/** What the whole installation shares. */
async function closeShared(): Promise<void> {
  await releaseLimits().catch(() => {});
  await closeCountersPool();
  await closeSharedRedis();
}

const hashKeys = (masterKey: Buffer) => ({
  pepper: deriveKey(masterKey, "api-key-pepper"),
  userHashKey: deriveKey(masterKey, "end-user-hash"),
  sessionHashKey: deriveKey(masterKey, "session-hash"),
  networkHashKey: deriveKey(masterKey, "network-hash"),
  cacheHashKey: deriveKey(masterKey, "cache-name"),
});

function idempotencyStore(redis: RedisLink | null, masterKey: Buffer): IdempotencyStore {
  const local = new LocalIdempotencyStore();
  if (redis === null) return local;
  return new SharedIdempotencyStore(
    local,
    redis,
    new AnswerSeal(deriveKey(masterKey, "idempotency-answers")),
  );
}

/** With Redis all processes share one cache, else each has its own. */
function cacheStore(redis: RedisLink | null, master: Buffer): CacheStore {
  if (redis === null) return new MemoryCacheStore();
  return new RedisCacheStore(redis, { sealKey: deriveKey(master, "cache-seal") });
}

/** One journal and one cache per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyGateway?: Gateway };

/** The gateway of this process, made on first use from the environment. */
export function gateway(): Gateway {
  registry.floopyGateway ??= createGateway({
    config: createGatewayConfig(),
    masterKey: masterKey(),
    journalFolder: path.join(env().FLOOPY_DATA_DIR, "journal"),
    bodyBytesMax: env().FLOOPY_MAX_BODY_BYTES,
    redis: sharedRedis(),
    uploadBytesMax: env().FLOOPY_MAX_UPLOAD_BYTES,
    isIngesting: env().FLOOPY_ROLE !== "gateway",
    screenThreads: ownScreenThreads(),
  });
  return registry.floopyGateway;
}
