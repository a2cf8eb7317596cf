import { LRUCache } from "lru-cache";
import { log } from "@/server/core/logger";
import type { RedisLink } from "@/server/integrations/redis";
import { type Breakers, LocalBreakers, type Permit } from "./breakers";
import type { Blocked, CircuitState } from "./circuit";

const KEY = "floopy:breakers";
const POLL_MS = 1_000;
const TOLD_MAX = 5_000;
const ANNOUNCED_MAX = 10_000;
/** A wish from another process is not followed for longer than a circuit may ask for. */
const UNTIL_MAX_MS = 300_000;

interface Notice {
  circuit: string;
  reason: Blocked["reason"];
}

/**
 * Local breakers that tell each other through Redis. Deciding never waits: what this process sees itself counts at
 * once, what others saw within about a second, and with Redis away each process goes by what it sees.
 */
export class SharedBreakers implements Breakers {
  readonly #local: LocalBreakers;
  readonly #redis: RedisLink;
  /** Until when each circuit is known to be blocked, as announced or as heard. */
  readonly #known = new LRUCache<string, number>({ max: ANNOUNCED_MAX });
  readonly #timer: NodeJS.Timeout;
  #isPolling = false;

  constructor(redis: RedisLink, local = new LocalBreakers()) {
    this.#redis = redis;
    this.#local = local;
    this.#timer = setInterval(() => void this.poll(), POLL_MS);
    this.#timer.unref();
    void this.poll();
  }

  blocked(circuit: string): Blocked | null {
    return this.#local.blocked(circuit);
  }

  state(circuit: string): CircuitState | null {
    return this.#local.state(circuit);
  }

  enter(circuit: string): Permit {
    const permit = this.#local.enter(circuit);
    return {
      kind: "permit",
      report: (report) => {
        permit.report(report);
        if (report.kind === "failed" || report.kind === "rate_limited") this.#announce(circuit);
      },
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Takes over what others have announced. */
  async poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      const reply = await this.#redis.send([
        "ZRANGEBYSCORE",
        KEY,
        String(Date.now()),
        "+inf",
        "WITHSCORES",
        "LIMIT",
        "0",
        String(TOLD_MAX),
      ]);
      if (Array.isArray(reply)) this.#hear(reply.map(String));
    } catch {
      // Redis is away: the link tells the log once.
    } finally {
      this.#isPolling = false;
    }
  }

  #hear(reply: readonly string[]): void {
    const nowMs = Date.now();
    for (let at = 0; at + 1 < reply.length; at += 2) {
      const notice = readNotice(reply[at] ?? "");
      const untilEpochMs = Math.min(Number(reply[at + 1]), nowMs + UNTIL_MAX_MS);
      if (notice === null || !(untilEpochMs > (this.#known.get(notice.circuit) ?? 0))) continue;
      this.#known.set(notice.circuit, untilEpochMs);
      const untilMs = performance.now() + untilEpochMs - nowMs;
      this.#local.tell(notice.circuit, { reason: notice.reason, untilMs });
    }
  }

  #announce(circuit: string): void {
    const blocked = this.#local.blocked(circuit);
    if (blocked === null) return;
    const untilEpochMs = Math.round(Date.now() + blocked.untilMs - performance.now());
    // A few milliseconds of difference are the same news.
    if (untilEpochMs <= (this.#known.get(circuit) ?? 0) + 100) return;
    this.#known.set(circuit, untilEpochMs);
    void this.#send(JSON.stringify([circuit, blocked.reason]), untilEpochMs);
  }

  async #send(member: string, untilEpochMs: number): Promise<void> {
    try {
      await this.#redis.send(["ZADD", KEY, "GT", String(untilEpochMs), member]);
      await this.#redis.send(["ZREMRANGEBYSCORE", KEY, "-inf", String(Date.now())]);
      await this.#redis.send(["PEXPIRE", KEY, String(UNTIL_MAX_MS * 2)]);
    } catch {
      log.debug("a breaker could not be shared");
    }
  }
}

function readNotice(member: string): Notice | null {
  try {
    const value: unknown = JSON.parse(member);
    if (!Array.isArray(value)) return null;
    const [circuit, reason] = value;
    const isKnown = reason === "breaker_open" || reason === "cooling_down";
    return typeof circuit === "string" && isKnown ? { circuit, reason } : null;
  } catch {
    return null;
  }
}
