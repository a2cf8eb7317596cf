import { createHash, randomUUID } from "node:crypto";
import { errorFields, log } from "@/server/core/logger";
import { type RedisLink, redisScript } from "@/server/integrations/redis";
import type { AnswerSeal } from "./answer-seal";
import { endedBytes, readEnded } from "./ended-bytes";
import type { Begun, Ended, IdempotencyStore, KeptAnswer, KeyedRequest } from "./idempotency-store";

const KEEP_MS = 24 * 3_600_000;
const ANSWER_BYTES_MAX = 1024 * 1024;
/** A process that dies gives its claims up after this time; one that lives renews them. */
const CLAIM_MS = 15_000;
const RENEW_MS = 5_000;
const LOOK_EVERY_MS = 100;
/** How long those who waited may come for an end that is not kept. */
const TOLD_MS = 30_000;

/** Free: claimed for the token. Otherwise what stands there: `r|token|fingerprint` running, `k|fingerprint` answered. */
const CLAIM = redisScript(`
local known = redis.call('GET', KEYS[1])
if known then return known end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`);

/** Only the one who holds the claim may renew or end it. */
const RENEW = redisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`);
const END = redisScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`);

type First = Extract<Begun, { kind: "first" }>;
type Seen =
  | { kind: "free" }
  | { kind: "running"; token: string; fingerprint: string }
  | { kind: "kept"; fingerprint: string };

/**
 * One call per key over all processes. Each asks its own memory first; whoever is first there asks Redis, where answers
 * are kept sealed. With Redis away each process goes by its own memory, and nobody gets an error for it.
 */
export class SharedIdempotencyStore implements IdempotencyStore {
  readonly #local: IdempotencyStore;
  readonly #redis: RedisLink;
  readonly #seal: AnswerSeal;

  constructor(local: IdempotencyStore, redis: RedisLink, seal: AnswerSeal) {
    this.#local = local;
    this.#redis = redis;
    this.#seal = seal;
  }

  async begin(request: KeyedRequest): Promise<Begun> {
    const begun = await this.#local.begin(request);
    if (begun.kind !== "first") return begun;
    try {
      return await this.#beginShared(request, begun);
    } catch (thrown) {
      log.debug("an Idempotency-Key could not be shared", errorFields(thrown));
      return begun;
    }
  }

  async #beginShared(request: KeyedRequest, local: First): Promise<Begun> {
    const key = keyOf(request);
    const token = randomUUID();
    const claim = `r|${token}|${request.fingerprint}`;
    const seen = readSeen(await this.#redis.runScript(CLAIM, [key], [claim, String(CLAIM_MS)]));
    if (seen.kind === "free") return this.#hold(request, local, { key, token, claim });
    if (seen.fingerprint !== request.fingerprint) {
      local.end({ kind: "abandoned" });
      return { kind: "conflict" };
    }
    if (seen.kind === "kept") {
      const answer = await this.#answer(key);
      local.end({ kind: "kept", answer });
      return { kind: "answered", answer };
    }
    const ended = this.#follow(key, seen.token);
    void ended.then((how) => local.end(how));
    return { kind: "running", ended };
  }

  #hold(request: KeyedRequest, local: First, held: { key: string; token: string; claim: string }): First {
    const { key, token, claim } = held;
    const renew = (): Promise<unknown> => this.#redis.runScript(RENEW, [key], [claim, String(CLAIM_MS)]);
    const timer = setInterval(() => void renew().catch(() => {}), RENEW_MS);
    timer.unref();
    return {
      kind: "first",
      end: (how) => {
        clearInterval(timer);
        local.end(how);
        void this.#tell(request, { key, token, claim }, how).catch((thrown: unknown) =>
          log.debug("the end of a keyed request could not be shared", errorFields(thrown)),
        );
      },
    };
  }

  /** The answer stands before the key says so. */
  async #tell(
    request: KeyedRequest,
    { key, token, claim }: { key: string; token: string; claim: string },
    how: Ended,
  ): Promise<void> {
    if (how.kind === "kept") {
      const { answer } = how;
      if (answer !== null && answer.body.length <= ANSWER_BYTES_MAX) {
        await this.#put(`${key}:a`, endedBytes({ kind: "kept", answer }), request.keepTextMs);
      }
      const kept = `k|${request.fingerprint}`;
      await this.#redis.runScript(END, [key], [claim, kept, String(KEEP_MS)]);
      return;
    }
    if (how.kind !== "abandoned") await this.#put(`${key}:e:${token}`, endedBytes(how), TOLD_MS);
    await this.#redis.runScript(END, [key], [claim, "", "0"]);
  }

  #put(name: string, plain: Buffer, keepMs: number): Promise<unknown> {
    return this.#redis.send(["SET", name, this.#seal.close(name, plain), "PX", String(keepMs)]);
  }

  async #get(name: string): Promise<Ended | null> {
    const bytes = await this.#redis.getBytes(name);
    const plain = bytes === null ? null : this.#seal.open(name, bytes);
    return plain === null ? null : readEnded(plain);
  }

  async #answer(key: string): Promise<KeptAnswer | null> {
    const found = await this.#get(`${key}:a`);
    return found?.kind === "kept" ? found.answer : null;
  }

  /** Looks until the other process has ended its call, or has died. */
  async #follow(key: string, token: string): Promise<Ended> {
    try {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        const seen = readSeen(await this.#redis.send(["GET", key]));
        if (seen.kind === "running" && seen.token === token) continue;
        if (seen.kind === "kept") return { kind: "kept", answer: await this.#answer(key) };
        return (await this.#get(`${key}:e:${token}`)) ?? { kind: "abandoned" };
      }
    } catch {
      return { kind: "abandoned" };
    }
  }
}

/** Nothing of a customer's names stands in Redis. */
function keyOf({ orgId, name }: KeyedRequest): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([orgId, name]))
    .digest("base64url");
  return `floopy:idempotency:${digest}`;
}

function readSeen(reply: unknown): Seen {
  if (typeof reply !== "string") return { kind: "free" };
  const [kind, first = "", second = ""] = reply.split("|");
  return kind === "r"
    ? { kind: "running", token: first, fingerprint: second }
    : { kind: "kept", fingerprint: first };
}
