import { AppError } from "@/server/core/errors";
import type { Exchange } from "../exchange";
import { Presence } from "../presence";
import type { Breakers } from "../reliability/breakers";
import { CallWatch } from "../reliability/call-watch";
import { hedgeAfterMs, mayHedge } from "../reliability/hedge";
import { circuitName } from "../reliability/hop-gate";
import { CallLimits } from "../upstream/call-limits";
import { refusalKind } from "../upstream/judge-refusal";
import { nextStep } from "../upstream/retry-policy";
import type { UpstreamTimeouts } from "../upstream/upstream-call";
import { clientClosed, givenBack, noneAnswered, outOfTime } from "./attempt-errors";
import { type BegunStream, type CallDeps, callHop, type FailedCall, type WholeAnswer } from "./call-hop";
import { HopQueue, type NextHop, skippedAttempt } from "./hop-queue";
import { firstToWin, pause } from "./lane-timing";
import type { RoutePlan } from "./plan-route";
import type { ModelBody } from "./read-body";
import type { RouteMemory } from "./route-memory";

export interface AttemptDeps extends CallDeps {
  timeouts: UpstreamTimeouts;
  breakers: Breakers;
  memory: RouteMemory;
}

/** `watch` wants to know how the stream ends. */
export type AttemptSuccess = WholeAnswer | (BegunStream & { watch: CallWatch });

/** A provider's own refusal, handed on with its reason. */
export interface GivenBack {
  kind: "given_back";
  status: number;
  body: Buffer;
}

/** One call after another until one answers. A hedged request has two lanes, which share the hops. */
interface Lane {
  isHedge: boolean;
  /** Says when the other lane has won; null where there is no other. */
  lost: Presence | null;
  callSinceMs: number;
}

export type LaneEnd =
  | { kind: "won"; result: AttemptSuccess }
  /** Nothing more can be tried, or should be. */
  | { kind: "over" };

const ATTEMPTS_MAX = 10;

/** Calls the models of the plan in order until one answers. Throws when none does; every call is in `attempts`. */
export function attempt(
  deps: AttemptDeps,
  exchange: Exchange,
  plan: RoutePlan,
  body: ModelBody,
): Promise<AttemptSuccess | GivenBack> {
  return new Attempts(deps, exchange, plan, body).run();
}

class Attempts {
  readonly #deps: AttemptDeps;
  readonly #exchange: Exchange;
  readonly #plan: RoutePlan;
  readonly #body: ModelBody;
  readonly #queue: HopQueue;
  readonly #limits: CallLimits;
  #calls = 0;
  #last: FailedCall | null = null;
  /** The request was refused for what it is: said to the caller when no other model takes it. */
  #refusal: FailedCall | null = null;
  /** Why a model could not be asked in its own format: said to the caller when none could be. */
  #untranslatable: AppError | null = null;

  constructor(deps: AttemptDeps, exchange: Exchange, plan: RoutePlan, body: ModelBody) {
    this.#deps = deps;
    this.#exchange = exchange;
    this.#plan = plan;
    this.#body = body;
    const { settings, maxLatencyMs } = plan;
    this.#limits = new CallLimits(deps.timeouts, settings, { maxLatencyMs, isStream: body.isStream });
    this.#queue = new HopQueue(deps.breakers, plan.hops, this.#orgId, (hop, reason) =>
      exchange.attempts.push(skippedAttempt(hop, exchange.elapsedMs(), reason)),
    );
  }

  async run(): Promise<AttemptSuccess | GivenBack> {
    const hedgeMs = this.#hedgeMs();
    const end = hedgeMs === null ? await this.#lane(soleLane()) : await this.#race(hedgeMs);
    if (end.kind === "won") {
      this.#exchange.hop = end.result.hop;
      return end.result;
    }
    const said = this.#refusal;
    if (said !== null) {
      this.#exchange.hop = said.hop;
      return givenBack(this.#exchange, said);
    }
    if (this.#last === null && this.#untranslatable !== null) throw this.#untranslatable;
    if (this.#leftMs <= 0) throw outOfTime(this.#exchange);
    return noneAnswered(this.#exchange, this.#last);
  }

  get #orgId(): string {
    return this.#exchange.caller?.key.orgId ?? "";
  }

  get #leftMs(): number {
    return this.#limits.leftMs(this.#exchange.elapsedMs());
  }

  #hedgeMs(): number | null {
    const { hops, settings } = this.#plan;
    const [first] = hops;
    if (settings.hedge.kind === "off" || first === undefined || hops.length < 2) return null;
    if (!mayHedge(this.#exchange.endpoint, this.#body.json)) return null;
    const { keyLoads } = this.#deps.memory;
    return hedgeAfterMs(settings.hedge, () => keyLoads.p95Ms(circuitName(first, this.#orgId)));
  }

  /** A second lane sets out when the first has been silent for too long; the first content of either wins. */
  async #race(hedgeMs: number): Promise<LaneEnd> {
    const first = { isHedge: false, lost: new Presence(), callSinceMs: performance.now() };
    const second = { isHedge: true, lost: new Presence(), callSinceMs: 0 };
    const firstEnd = this.#lane(first);
    return firstToWin({
      firstEnd,
      dueInMs: () => first.callSinceMs + hedgeMs - performance.now(),
      second: () => this.#hedge(second),
      lanes: [first.lost, second.lost],
    });
  }

  /** What the second lane cannot do is no reason to end the first. */
  async #hedge(lane: Lane): Promise<LaneEnd> {
    if (!this.#queue.hasNext) return { kind: "over" };
    return this.#lane(lane).catch((thrown: unknown) => {
      if (thrown instanceof AppError && thrown.code !== "client_closed") return { kind: "over" };
      throw thrown;
    });
  }

  async #lane(lane: Lane): Promise<LaneEnd> {
    for (let next = this.#queue.next(); next !== null; next = this.#queue.next()) {
      const end = await this.#callModel(next, lane);
      if (end !== "next") return end;
      if (this.#calls >= ATTEMPTS_MAX || this.#leftMs <= 0) break;
    }
    return { kind: "over" };
  }

  /** One model until it answers or another should be asked. */
  async #callModel(next: NextHop, lane: Lane): Promise<LaneEnd | "next"> {
    for (let tries = 1; this.#calls < ATTEMPTS_MAX; tries++) {
      const result = await this.#call(next, lane).catch((thrown: unknown) => this.#passOver(thrown));
      if (result === null) return "next";
      if (result.kind !== "failed") return { kind: "won", result };
      const { outcome } = result.failure;
      if (outcome === "client_closed") throw clientClosed();
      if (outcome === "hedge_lost") return { kind: "over" };
      this.#last = result;
      const step = nextStep({
        failure: result.failure,
        status: result.head?.status ?? null,
        hasNext: this.#queue.hasNext,
        retries: this.#plan.settings.retries,
        tries,
        retryAfter: result.head?.retryAfter ?? null,
        random: Math.random(),
      });
      if (step.kind === "give_back") return this.#refused(result);
      if (step.kind === "next" || step.afterMs >= this.#leftMs) return "next";
      if (!(await pause(step.afterMs, this.#exchange.req.presence, lane.lost))) return { kind: "over" };
    }
    return { kind: "over" };
  }

  async #call({ hop, permit }: NextHop, lane: Lane): Promise<AttemptSuccess | FailedCall> {
    const exchange = this.#exchange;
    this.#calls += 1;
    exchange.hop = hop;
    lane.callSinceMs = performance.now();
    const watch = new CallWatch(permit, this.#deps.memory, { hop, orgId: this.#orgId });
    const timeouts = this.#limits.ofCall(exchange.elapsedMs());
    const call = { hop, body: this.#body, timeouts, lost: lane.lost, isHedge: lane.isHedge };
    const result = await callHop(this.#deps, exchange, call).catch((thrown: unknown) => {
      watch.cancelled();
      throw thrown;
    });
    if (result.kind === "failed") watch.answered(result);
    else watch.answered({ failure: null, head: null });
    if (result.kind === "stream") return { ...result, watch };
    watch.ended(null);
    return result;
  }

  #passOver(thrown: unknown): null {
    if (!(thrown instanceof AppError) || thrown.code !== "invalid_request") throw thrown;
    this.#untranslatable ??= thrown;
    return null;
  }

  /** A refusal is the caller's to read, unless the route lets another model judge the request. */
  #refused(result: FailedCall): LaneEnd | "next" {
    const { settings } = this.#plan;
    const kind = refusalKind(result.head?.status ?? 0, result.body);
    const mayGoOn =
      (kind === "context_length" && settings.fallsBackOnContextLength) ||
      (kind === "content_policy" && settings.fallsBackOnContentPolicy);
    this.#refusal ??= result;
    return mayGoOn && kind !== null && this.#queue.narrow(result.hop, kind) ? "next" : { kind: "over" };
  }
}

function soleLane(): Lane {
  return { isHedge: false, lost: null, callSinceMs: 0 };
}
