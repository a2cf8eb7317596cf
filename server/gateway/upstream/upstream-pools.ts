import { LRUCache } from "lru-cache";
import { Pool } from "undici";
import { guardedConnector } from "@/server/core/guarded-connector";
import { env } from "@/server/env";

const POOLS_MAX = 1_000;

/** Keep-alive connections to each origin. Addresses that a customer named go through the guard against private ones. */
export class UpstreamPools {
  readonly #pools = new LRUCache<string, Pool>({
    max: POOLS_MAX,
    dispose: (pool) => void pool.close().catch(() => {}),
  });
  readonly #connectTimeoutMs: number;

  constructor(connectTimeoutMs: number) {
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  get(origin: string, isCustomerNamed: boolean): Pool {
    const name = `${isCustomerNamed ? "guarded" : "known"} ${origin}`;
    const known = this.#pools.get(name);
    if (known !== undefined) return known;
    const connect = { timeout: this.#connectTimeoutMs };
    const allowPrivate = env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
    const pool = new Pool(origin, {
      connect: isCustomerNamed ? guardedConnector({ ...connect, allowPrivate }) : connect,
      pipelining: 1,
      // Shorter than what providers and the balancers before them keep, so that a dead socket is rarely picked.
      keepAliveTimeout: 30_000,
      keepAliveMaxTimeout: 120_000,
    });
    this.#pools.set(name, pool);
    return pool;
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    await Promise.all(pools.map((pool) => pool.destroy()));
    this.#pools.clear();
  }
}
