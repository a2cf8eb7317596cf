import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import type { RedisScript } from "./redis-script";

type Argument = string | Buffer;
type Client = ReturnType<typeof import("@redis/client")["createClient"]>;
/** What a server answers, texts decoded. */
type RedisReply = string | number | null | RedisReply[];

export interface RedisLinkOptions {
  url: string;
  /** How long a caller waits for an answer; the very first one also waits for the connection. */
  commandTimeoutMs?: number;
  /** How long nobody asks a server that has just failed to answer in time. */
  pauseMs?: number;
}

const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MS = { first: 50, max: 2_000 };
const COMMANDS_WAITING_MAX = 10_000;
const PING_EVERY_MS = 15_000;

/**
 * One connection to Redis, loaded and opened on first use. Nothing is queued while it is down and nobody waits long
 * for a server that hangs: both reject with `dependency_unavailable`, and the caller knows what to do without it.
 */
export class RedisLink {
  readonly #options: Required<RedisLinkOptions>;
  #opening: Promise<Client> | null = null;
  #isClosed = false;
  #pausedUntilMs = 0;
  #wasReady = false;

  constructor(options: RedisLinkOptions) {
    this.#options = { commandTimeoutMs: 500, pauseMs: 1_000, ...options };
  }

  /** Begins to connect, so that the first command need not wait for it. */
  open(): void {
    void this.#client().catch(() => {});
  }

  async ping(): Promise<boolean> {
    return this.send(["PING"]).then(
      (reply) => reply === "PONG",
      () => false,
    );
  }

  /** Any command; texts in the answer are decoded. */
  send(args: readonly Argument[]): Promise<RedisReply> {
    return this.#ask((client) => client.sendCommand<RedisReply>([...args]));
  }

  /** The bytes at a key as they were stored; null when there are none. */
  async getBytes(key: string): Promise<Buffer | null> {
    const { RESP_TYPES } = await import("@redis/client");
    const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
    return this.#ask((client) => client.sendCommand<Buffer | null>(["GET", key], { typeMapping }));
  }

  /** The bytes of a list as they were stored, first to last. */
  async getByteList(key: string): Promise<Buffer[]> {
    const { RESP_TYPES } = await import("@redis/client");
    const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
    return this.#ask((client) => client.sendCommand<Buffer[]>(["LRANGE", key, "0", "-1"], { typeMapping }));
  }

  /** Runs a script, one atomic step on the server. */
  runScript(
    script: RedisScript,
    keys: readonly string[],
    args: readonly Argument[] = [],
  ): Promise<RedisReply> {
    const rest = [String(keys.length), ...keys, ...args];
    return this.#ask(async (client) => {
      try {
        return await client.sendCommand<RedisReply>(["EVALSHA", script.sha1, ...rest]);
      } catch (thrown) {
        if (!(thrown instanceof Error) || !thrown.message.startsWith("NOSCRIPT")) throw thrown;
        return client.sendCommand<RedisReply>(["EVAL", script.source, ...rest]);
      }
    });
  }

  /** Lets answers that are on their way arrive, then hangs up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#opening?.catch(() => null);
    if (!client) return;
    const isEmptied = client.isReady && performance.now() >= this.#pausedUntilMs;
    if (isEmptied) await within(this.#options.commandTimeoutMs, client.close()).catch(() => {});
    if (client.isOpen) client.destroy();
  }

  async #ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#isClosed || performance.now() < this.#pausedUntilMs) throw unavailable();
    const client = await this.#client();
    try {
      return await within(this.#options.commandTimeoutMs, work(client));
    } catch (thrown) {
      if (thrown !== TIMED_OUT) throw unavailable(thrown);
      this.#pausedUntilMs = performance.now() + this.#options.pauseMs;
      throw unavailable(new Error("no answer in time"));
    }
  }

  #client(): Promise<Client> {
    this.#opening ??= this.#connect();
    return this.#opening;
  }

  async #connect(): Promise<Client> {
    const { createClient } = await import("@redis/client");
    const client = createClient({
      url: this.#options.url,
      RESP: 2,
      disableOfflineQueue: true,
      disableClientInfo: true,
      commandsQueueMaxLength: COMMANDS_WAITING_MAX,
      pingInterval: PING_EVERY_MS,
      socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: backOff },
    }) as Client;
    client.on("ready", () => this.#tell(true));
    client.on("error", (thrown: unknown) => this.#tell(false, thrown));
    const first = new Promise<void>((resolve) => {
      client.once("ready", resolve);
      client.once("error", () => resolve());
    });
    void client.connect().catch((thrown: unknown) => this.#tell(false, thrown));
    await within(CONNECT_TIMEOUT_MS, first).catch(() => {});
    return client;
  }

  /** One line for each change, not one for every attempt. */
  #tell(isReady: boolean, thrown?: unknown): void {
    if (isReady) log.info("connected to Redis");
    else if (this.#wasReady) log.warn("lost Redis", errorFields(thrown));
    else log.debug("no Redis", errorFields(thrown));
    this.#wasReady = isReady;
  }
}

/** Doubling, with jitter: a fleet must not come back in one wave. */
function backOff(attempt: number): number {
  const longest = Math.min(RECONNECT_MS.first * 2 ** Math.min(attempt, 16), RECONNECT_MS.max);
  return longest / 2 + Math.random() * (longest / 2);
}

const TIMED_OUT = Symbol("timed out");

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // After a stall of this process the answer may be there, unread: it is looked for before giving up.
    const timer = setTimeout(() => setImmediate(() => reject(TIMED_OUT)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function unavailable(cause?: unknown): AppError {
  return new AppError("dependency_unavailable", "Redis is not available", {
    userMessage: "The gateway cannot reach a service it depends on. Try again shortly.",
    retryAfterSeconds: 5,
    cause,
  });
}
