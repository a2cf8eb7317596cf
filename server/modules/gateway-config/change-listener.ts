import { Client } from "pg";
import { errorFields, log } from "@/server/core/logger";
import { connectionFor } from "@/server/db/client";

export interface ChangeListenerOptions {
  onChange(orgId: string): void;
  /** The shared model of the learner has a new state. */
  onLearned?(): void;
  /** True once notices arrive (again), false when they may be missed. */
  onState(isListening: boolean): void;
}

const HEARTBEAT_MS = 2_000;
const RECONNECT_MS = 1_000;

/**
 * Holds one connection that LISTENs for configuration changes. A heartbeat finds a connection that died silently,
 * so a revoked key is never trusted for longer than a few seconds.
 */
export class ChangeListener {
  readonly #options: ChangeListenerOptions;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: ChangeListenerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#isClosed) return;
    const client = new Client({
      ...connectionFor("floopy_system"),
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
    });
    this.#client = client;
    client.on("notification", ({ channel, payload }) => {
      if (channel === "floopy_learning") this.#options.onLearned?.();
      else this.#options.onChange(payload ?? "");
    });
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await client.query("LISTEN floopy_config; LISTEN floopy_learning");
      this.#options.onState(true);
      this.#schedule(() => this.#beat(client), HEARTBEAT_MS);
    } catch (thrown) {
      log.debug("cannot listen for changes", errorFields(thrown));
      this.#lost(client);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  }

  async #beat(client: Client): Promise<void> {
    try {
      await client.query("SELECT 1");
      if (this.#client === client) this.#schedule(() => this.#beat(client), HEARTBEAT_MS);
    } catch {
      this.#lost(client);
    }
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#options.onState(false);
    client.end().catch(() => {});
    this.#schedule(() => this.start(), RECONNECT_MS);
  }

  #schedule(work: () => Promise<void>, delayMs: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void work(), delayMs);
    this.#timer.unref();
  }
}
