import { AppError } from "@/server/core/errors";
import { dropRefusedToken } from "@/server/core/provider-auth/authorize-call";
import { CredentialRefused } from "@/server/core/provider-auth/token-source";
import type { AttemptRecord } from "@/server/modules/ingest";
import type { Exchange } from "../exchange";
import { readsAnswers } from "../firewall/remote/screen-remotely";
import { ScreenedReading } from "../firewall/screened-reading";
import { STREAM_FORMATS } from "../firewall/stream-channels";
import type { JsonObject } from "../json-value";
import type { Presence } from "../presence";
import { StreamRelay } from "../stream/stream-relay";
import type { CallTimeouts } from "../upstream/call-limits";
import { headWithBody } from "../upstream/head-with-body";
import { type Answer, isAnswer, readAnswer } from "../upstream/judge-answer";
import type { UpstreamFailure } from "../upstream/outcome";
import { prepareRequest } from "../upstream/prepare-request";
import {
  type CallResult,
  type StreamSource,
  UpstreamCall,
  type UpstreamHead,
  type UpstreamRequest,
} from "../upstream/upstream-call";
import type { UpstreamPools } from "../upstream/upstream-pools";
import type { Watchdog } from "../upstream/watchdog";
import type { WireContext, WireReading } from "../wires/wire";
import { wireFor } from "../wires/wire-for";
import type { Hop } from "./plan-route";
import type { ModelBody } from "./read-body";
import { settleUnused, usageExtension } from "./settle";

export interface CallDeps {
  pools: UpstreamPools;
  watchdog: Watchdog;
}

export interface WholeAnswer {
  kind: "answer";
  hop: Hop;
  body: Buffer;
  answer: Answer;
}

export interface BegunStream {
  kind: "stream";
  hop: Hop;
  relay: StreamRelay;
}

export interface FailedCall {
  kind: "failed";
  hop: Hop;
  failure: UpstreamFailure;
  head: UpstreamHead | null;
  body: Buffer | null;
}

export type HopResult = WholeAnswer | BegunStream | FailedCall;

export interface HopCall {
  hop: Hop;
  body: ModelBody;
  timeouts: CallTimeouts;
  /** Says when another call answered first; null where only one is made at a time. */
  lost: Presence | null;
  isHedge: boolean;
}

const GONE: UpstreamFailure = { outcome: "client_closed", message: "the client left" };
const LOST: UpstreamFailure = { outcome: "hedge_lost", message: "another call answered first" };

/** A token that was bought for the provider may have been withdrawn: one call is made again with a new one. */
export async function callHop(deps: CallDeps, exchange: Exchange, call: HopCall): Promise<HopResult> {
  const { result, sent } = await callOnce(deps, exchange, call);
  const isRefused = result.kind === "failed" && result.head?.status === 401 && sent !== null;
  const { provider, connection } = call.hop;
  const isWorthwhile = isRefused && dropRefusedToken(provider, connection?.secret ?? null, sent);
  return isWorthwhile ? (await callOnce(deps, exchange, call)).result : result;
}

interface CallOnce {
  result: HopResult;
  /** The headers of the call; null when none was made. */
  sent: Readonly<Record<string, string>> | null;
}

/** One call of one model. Its attempt is noted as it begins, and completed when it ends or a stream has begun. */
async function callOnce(deps: CallDeps, exchange: Exchange, call: HopCall): Promise<CallOnce> {
  let sent: CallOnce["sent"] = null;
  const attempt = beginAttempt(exchange, call);
  const { presence } = exchange.req;
  let stop: (failure: UpstreamFailure) => void = () => {};
  const onGone = (): void => stop(GONE);
  const onLost = (): void => stop(LOST);
  presence.listen(onGone);
  call.lost?.listen(onLost);
  let result: HopResult;
  try {
    const request = await requestOf(deps, exchange, call);
    sent = request.headers;
    if (presence.isGone) result = failed(call.hop, GONE);
    else if (call.lost?.isGone === true) result = failed(call.hop, LOST);
    else
      result = await send(deps, exchange, { ...call, attempt, request }, (way) => {
        stop = way;
      });
  } catch (thrown) {
    // The request itself cannot be put into this provider's format.
    if (thrown instanceof AppError) {
      exchange.attempts.splice(exchange.attempts.indexOf(attempt), 1);
      throw thrown;
    }
    result = notCalled(call.hop, thrown);
  }
  call.lost?.unlisten(onLost);
  if (result.kind !== "stream") presence.unlisten(onGone);
  endAttempt(exchange, attempt, result);
  return { result, sent };
}

/** A refused sign-in or an address that cannot be used is this provider's failure; the next one may answer. */
function notCalled(hop: Hop, thrown: unknown): FailedCall {
  if (thrown instanceof CredentialRefused) {
    const head = { status: 401, contentType: "", retryAfter: null, contentEncoding: "" };
    return { ...failed(hop, { outcome: "http_error", message: "sign-in refused" }), head };
  }
  const message = thrown instanceof Error ? thrown.name : "unusable address";
  return failed(hop, { outcome: "connect_error", message });
}

function requestOf(deps: CallDeps, exchange: Exchange, { hop, body }: HopCall): Promise<UpstreamRequest> {
  const wire = wireFor(exchange.endpoint, hop);
  const message = {
    endpoint: wire.endpoint,
    headers: wire.requestHeaders(exchange.req.headers),
    body: wire.requestBody(body, hop, exchange.req.headers),
    isStream: body.isStream,
  };
  return prepareRequest(hop, message, deps.pools);
}

function send(
  deps: CallDeps,
  exchange: Exchange,
  { hop, body, timeouts, attempt, request }: HopCall & { attempt: AttemptRecord; request: UpstreamRequest },
  onStop: (stop: (failure: UpstreamFailure) => void) => void,
): Promise<HopResult> {
  return new Promise<HopResult>((resolve) => {
    let relay: StreamRelay | null = null;
    const openStream = (source: StreamSource): StreamRelay => {
      relay = openRelay(deps, exchange, { hop, source, timeouts, attempt, resolve });
      return relay;
    };
    const upstream = new UpstreamCall({
      request,
      timeouts,
      watchdog: deps.watchdog,
      openStream: body.isStream ? openStream : null,
    });
    onStop((failure) => {
      if (relay === null) upstream.stop(failure);
      else if (failure === GONE) relay.clientGone();
      else relay.callOff(failure);
    });
    void upstream.start().result.then((outcome) => resolve(judge(outcome, hop, exchange, body)));
  });
}

interface RelayCall {
  hop: Hop;
  source: StreamSource;
  timeouts: CallTimeouts;
  attempt: AttemptRecord;
  resolve(result: HopResult): void;
}

function openRelay(deps: CallDeps, exchange: Exchange, call: RelayCall): StreamRelay {
  const { hop, source, timeouts, attempt, resolve } = call;
  const mode = exchange.scope?.storageMode;
  const wire = wireFor(exchange.endpoint, hop);
  const options = {
    wantsUsage: exchange.body?.wantsUsage ?? false,
    keepsText: mode === "full" || mode === "redacted" || exchange.output !== null || readsAnswers(exchange),
    extendUsage: (usage: JsonObject, serviceTier?: string | null) =>
      usageExtension({ exchange, hop, wire }, usage, serviceTier ?? null),
  };
  const reading = screened(exchange, wire.openReading(options, contextOf(exchange, hop)));
  const relay: StreamRelay = new StreamRelay({
    source,
    reading,
    watchdog: deps.watchdog,
    firstContentMs: timeouts.firstContentMs,
    onFirstContent: () => resolve({ kind: "stream", hop, relay }),
    onStillborn: (failure) => {
      if (failure === LOST) settleUnused(exchange, hop, reading, attempt);
      resolve(failed(hop, failure));
    },
  });
  return relay;
}

/** The reading, or one that also changes what it reads, where something may have to be. */
function screened({ endpoint, output }: Exchange, reading: WireReading): WireReading {
  const format = STREAM_FORMATS[endpoint];
  if (output === null || format === null || !(output.acts || output.restore !== null)) return reading;
  return new ScreenedReading(reading, output, format);
}

async function judge(result: CallResult, hop: Hop, exchange: Exchange, body: ModelBody): Promise<HopResult> {
  if (result.kind === "failure")
    return { kind: "failed", hop, failure: result.failure, head: result.head, body: null };
  const { head } = result;
  if (head.status >= 300) {
    const failure = { outcome: "http_error", message: `HTTP ${head.status}` } as const;
    return { kind: "failed", hop, failure, head: headWithBody(head, result.body), body: result.body };
  }
  if (body.isStream) return failed(hop, { outcome: "invalid_response", message: "not an event stream" });
  const wire = wireFor(exchange.endpoint, hop);
  const judged = await readAnswer(wire.endpoint, result.body);
  if (!isAnswer(judged)) return failed(hop, judged);
  if (wire.translateAnswer === null) return { kind: "answer", hop, body: result.body, answer: judged };
  const json = wire.translateAnswer(judged, contextOf(exchange, hop));
  return { kind: "answer", hop, body: Buffer.from(JSON.stringify(json)), answer: { ...judged, json } };
}

function contextOf({ id, body }: Exchange, { provider, model }: Hop): WireContext {
  return { requestId: id, request: body?.json ?? {}, provider, model };
}

function failed(hop: Hop, failure: UpstreamFailure): FailedCall {
  return { kind: "failed", hop, failure, head: null, body: null };
}

function beginAttempt(exchange: Exchange, { hop, isHedge }: HopCall): AttemptRecord {
  const attempt: AttemptRecord = {
    provider: hop.provider.id,
    model: hop.model,
    started_ms: Math.round(exchange.elapsedMs()),
    duration_ms: 0,
    status: null,
    outcome: "running",
    error: null,
    ...(isHedge ? { is_hedge: true } : {}),
  };
  exchange.attempts.push(attempt);
  return attempt;
}

function endAttempt(exchange: Exchange, attempt: AttemptRecord, result: HopResult): void {
  attempt.duration_ms = Math.round(exchange.elapsedMs()) - attempt.started_ms;
  if (result.kind === "failed") {
    attempt.outcome = result.failure.outcome;
    attempt.status = result.head?.status ?? null;
    attempt.error = result.failure.message;
    return;
  }
  attempt.outcome = "ok";
  attempt.status = 200;
  exchange.answering = attempt;
}
