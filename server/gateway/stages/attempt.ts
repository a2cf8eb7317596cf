import { AppError } from "@/server/core/errors";
import type { Exchange } from "../exchange";
import type { JsonObject } from "../json-value";
import type { Presence } from "../presence";
import type { Breakers } from "../reliability/breakers";
import { CallWatch } from "../reliability/call-watch";
import type { Blocked } from "../reliability/circuit";
import { HopGate } from "../reliability/hop-gate";
import { StreamRelay } from "../stream/stream-relay";
import { type Answer, isAnswer, judgeAnswer } from "../upstream/judge-answer";
import type { AttemptOutcome, UpstreamFailure } from "../upstream/outcome";
import { prepareRequest } from "../upstream/prepare-request";
import { nextStep } from "../upstream/retry-policy";
import {
  type CallResult,
  type StreamSource,
  UpstreamCall,
  type UpstreamHead,
  type UpstreamTimeouts,
} from "../upstream/upstream-call";
import type { UpstreamPools } from "../upstream/upstream-pools";
import type { Watchdog } from "../upstream/watchdog";
import type { WireContext } from "../wires/wire";
import { wireFor } from "../wires/wire-for";
import { clientClosed, givenBack, noneAnswered } from "./attempt-errors";
import type { Hop, RoutePlan } from "./plan-route";
import type { ModelBody } from "./read-body";
import type { RouteMemory } from "./route-memory";
import { usageExtension } from "./settle";

export interface AttemptDeps {
  pools: UpstreamPools;
  watchdog: Watchdog;
  timeouts: UpstreamTimeouts;
  breakers: Breakers;
  memory: RouteMemory;
}

interface WholeAnswer {
  kind: "answer";
  hop: Hop;
  body: Buffer;
  answer: Answer;
}

interface BegunStream {
  kind: "stream";
  hop: Hop;
  relay: StreamRelay;
}

/** `watch` wants to know how the stream ends. */
export type AttemptSuccess = WholeAnswer | (BegunStream & { watch: CallWatch });

/** A provider's own refusal, handed on with its reason. */
export interface GivenBack {
  kind: "given_back";
  status: number;
  body: Buffer;
}

export interface LastFailure {
  failure: UpstreamFailure;
  head: UpstreamHead | null;
  body: Buffer | null;
}

type HopResult = WholeAnswer | BegunStream | ({ kind: "failed" } & LastFailure);

const ATTEMPTS_MAX = 10;

/** Calls the models of the plan in order until one answers. Throws when none does; every call is in `attempts`. */
export async function attempt(
  deps: AttemptDeps,
  exchange: Exchange,
  plan: RoutePlan,
  body: ModelBody,
): Promise<AttemptSuccess | GivenBack> {
  let last: LastFailure | null = null;
  let calls = 0;
  const gate = new HopGate(deps.breakers, plan.hops, exchange.caller?.key.orgId ?? "");
  for (const [index, hop] of plan.hops.entries()) {
    if (calls >= ATTEMPTS_MAX) break;
    const entry = gate.enter(index, last === null);
    if (entry.kind === "blocked") {
      noteBlocked(exchange, hop, entry);
      continue;
    }
    const hasNext = gate.hasNext(index);
    for (let tries = 1; calls < ATTEMPTS_MAX; tries++) {
      calls += 1;
      exchange.hop = hop;
      const watch = new CallWatch(entry, deps.memory.keyLoads, hop, exchange);
      const result = await callHop(deps, exchange, hop, body).catch((thrown: unknown) => {
        watch.cancelled();
        throw thrown;
      });
      if (result.kind === "stream") {
        watch.answered({ failure: null, head: null });
        return { ...result, watch };
      }
      const { failure, head } = result.kind === "failed" ? result : { failure: null, head: null };
      watch.answered({ failure, head });
      watch.ended(null);
      if (result.kind !== "failed") return result;
      last = result;
      if (result.failure.outcome === "client_closed") throw clientClosed();
      const status = head?.status ?? null;
      const step = nextStep({
        failure: result.failure,
        status,
        hasNext,
        tries,
        retryAfter: head?.retryAfter ?? null,
        random: Math.random(),
      });
      if (step.kind === "give_back") return givenBack(exchange, result);
      if (step.kind === "next") break;
      await pause(step.afterMs, exchange.req.presence);
    }
  }
  return noneAnswered(exchange, last);
}

async function callHop(deps: AttemptDeps, exchange: Exchange, hop: Hop, body: ModelBody): Promise<HopResult> {
  const startedMs = exchange.elapsedMs();
  const { presence } = exchange.req;
  const gone = { outcome: "client_closed", message: "the client left" } as const;
  let leave = (): void => {};
  const onGone = (): void => leave();
  presence.listen(onGone);
  let result: HopResult;
  try {
    const wire = wireFor(exchange.endpoint, hop.provider);
    const message = {
      endpoint: wire.endpoint,
      headers: wire.requestHeaders(exchange.req.headers),
      body: wire.requestBody(body, hop),
      isStream: body.isStream,
    };
    const request = await prepareRequest(hop, message, deps.pools);
    result = presence.isGone
      ? failed(gone)
      : await new Promise<HopResult>((resolve) => {
          let relay: StreamRelay | null = null;
          const openStream = (source: StreamSource): StreamRelay => {
            relay = openRelay(deps, exchange, hop, source, resolve);
            return relay;
          };
          const timeouts = timeoutsFor(deps.timeouts, body.isStream);
          const call = new UpstreamCall({
            request,
            timeouts,
            watchdog: deps.watchdog,
            openStream: body.isStream ? openStream : null,
          });
          leave = () => (relay === null ? call.stop(gone) : relay.clientGone());
          void call.start().result.then((outcome) => resolve(judge(outcome, hop, exchange, body)));
        });
  } catch (thrown) {
    // The request itself cannot be put into this provider's format.
    if (thrown instanceof AppError) throw thrown;
    // An address that cannot be used is this provider's failure; the next one may answer.
    result = failed({
      outcome: "connect_error",
      message: thrown instanceof Error ? thrown.name : "unusable address",
    });
  }
  if (result.kind !== "stream") presence.unlisten(onGone);
  noteAttempt(exchange, hop, startedMs, result);
  return result;
}

/** A whole answer is often computed before its first byte; a stream should speak sooner. */
function timeoutsFor(timeouts: UpstreamTimeouts, isStream: boolean): UpstreamTimeouts {
  return isStream
    ? { ...timeouts, headersMs: Math.min(timeouts.headersMs, timeouts.firstContentMs) }
    : { ...timeouts, idleMs: timeouts.headersMs };
}

function openRelay(
  deps: AttemptDeps,
  exchange: Exchange,
  hop: Hop,
  source: StreamSource,
  resolve: (result: HopResult) => void,
): StreamRelay {
  const mode = exchange.scope?.storageMode;
  const options = {
    wantsUsage: exchange.body?.wantsUsage ?? false,
    keepsText: mode === "full" || mode === "redacted",
    extendUsage: (usage: JsonObject) => usageExtension(hop, usage, exchange.startedAt),
  };
  const reading = wireFor(exchange.endpoint, hop.provider).openReading(options, contextOf(exchange, hop));
  const relay: StreamRelay = new StreamRelay({
    source,
    reading,
    watchdog: deps.watchdog,
    firstContentMs: deps.timeouts.firstContentMs,
    onFirstContent: () => resolve({ kind: "stream", hop, relay }),
    onStillborn: (failure) => resolve(failed(failure)),
  });
  return relay;
}

function judge(result: CallResult, hop: Hop, exchange: Exchange, body: ModelBody): HopResult {
  if (result.kind === "failure")
    return { kind: "failed", failure: result.failure, head: result.head, body: null };
  const { head } = result;
  if (head.status >= 300) {
    const failure = { outcome: "http_error", message: `HTTP ${head.status}` } as const;
    return { kind: "failed", failure, head, body: result.body };
  }
  if (body.isStream) return failed({ outcome: "invalid_response", message: "not an event stream" });
  const wire = wireFor(exchange.endpoint, hop.provider);
  const judged = judgeAnswer(wire.endpoint, result.body);
  if (!isAnswer(judged)) return failed(judged);
  if (wire.translateAnswer === null) return { kind: "answer", hop, body: result.body, answer: judged };
  const json = wire.translateAnswer(judged, contextOf(exchange, hop));
  return { kind: "answer", hop, body: Buffer.from(JSON.stringify(json)), answer: { ...judged, json } };
}

function contextOf({ id, body }: Exchange, { provider }: Hop): WireContext {
  return { requestId: id, request: body?.json ?? {}, provider };
}

function failed(failure: UpstreamFailure): HopResult {
  return { kind: "failed", failure, head: null, body: null };
}

/** A stream's attempt is noted as it begins and completed when it ends. */
function noteAttempt(exchange: Exchange, hop: Hop, startedMs: number, result: HopResult): void {
  const outcome: AttemptOutcome = result.kind === "failed" ? result.failure.outcome : "ok";
  exchange.attempts.push({
    provider: hop.provider.id,
    model: hop.model,
    started_ms: Math.round(startedMs),
    duration_ms: Math.round(exchange.elapsedMs() - startedMs),
    status: result.kind === "failed" ? (result.head?.status ?? null) : 200,
    outcome,
    error: result.kind === "failed" ? result.failure.message : null,
  });
}

/** A hop that was passed over: no call was made. */
function noteBlocked(exchange: Exchange, hop: Hop, { reason }: Blocked): void {
  exchange.attempts.push({
    provider: hop.provider.id,
    model: hop.model,
    started_ms: Math.round(exchange.elapsedMs()),
    duration_ms: 0,
    status: null,
    outcome: reason,
    error: null,
  });
}

/** Waits, unless the client leaves first. */
function pause(ms: number, presence: Presence): Promise<void> {
  return new Promise((resolve, reject) => {
    const onGone = (): void => {
      clearTimeout(timer);
      reject(clientClosed());
    };
    const timer = setTimeout(() => {
      presence.unlisten(onGone);
      resolve();
    }, ms);
    if (presence.isGone) onGone();
    else presence.listen(onGone);
  });
}
