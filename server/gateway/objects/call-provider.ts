import { isCustomerNamed } from "@/server/contracts/provider-url";
import { authorizeCall } from "@/server/core/provider-auth/authorize-call";
import type { GivenBack } from "../stages/attempt";
import { clientClosed, givenBack, noneAnswered } from "../stages/attempt-errors";
import { pause } from "../stages/lane-timing";
import type { CallTimeouts } from "../upstream/call-limits";
import type { AttemptOutcome, UpstreamFailure } from "../upstream/outcome";
import { nextStep } from "../upstream/retry-policy";
import {
  type CallResult,
  UpstreamCall,
  type UpstreamHead,
  type UpstreamHeaders,
} from "../upstream/upstream-call";
import { MESSAGES_WIRE } from "../wires/messages-wire";
import { addressOf, type Home } from "./choose-home";
import { DownloadRelay } from "./download-relay";
import type { ObjectCall } from "./object-exchange";
import { Upload } from "./upload";

export interface ProviderRequest {
  method: "GET" | "POST" | "DELETE";
  /** What follows the collection's path: nothing, or `/id` and what may be done with it. */
  suffix: string;
  query: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
  /** A body that is passed on while it comes. */
  pieces?: AsyncIterable<Buffer>;
  isDownload?: boolean;
}

export type ProviderAnswer =
  | { kind: "answer"; head: UpstreamHead; body: Buffer }
  | { kind: "download"; relay: DownloadRelay; status: number; headers: UpstreamHeaders };

type Outcome = CallResult | Extract<ProviderAnswer, { kind: "download" }>;

/** Bodies here may be large and lines slow; that something moves is watched apart. */
const TOTAL_MS = 3_600_000;
/** Statuses that say something about the object or the request, and nothing about the provider or its key. */
const OF_THE_CALLER: ReadonlySet<number> = new Set([400, 404, 405, 409, 410, 412, 413, 415, 416, 422]);
/** Tells organisations apart where no key does. */
const SANDBOX_TENANT = "x-sandbox-tenant";

/** Calls the provider; a success, or its refusal of this request. Throws when there is no usable answer. */
export async function callProvider(
  call: ObjectCall,
  home: Home,
  request: ProviderRequest,
): Promise<ProviderAnswer | GivenBack> {
  const { exchange } = call;
  exchange.hop = { ...home, model: "", fallbackIndex: 0, candidateId: null };
  for (let tries = 1; ; tries++) {
    const outcome = await callOnce(call, home, request);
    if (outcome.kind === "download") return outcome;
    const status = outcome.head?.status ?? null;
    if (outcome.kind === "answer" && outcome.head.status < 300) return outcome;
    const failure = failureIn(outcome);
    const last = {
      kind: "failed",
      hop: exchange.hop,
      failure,
      head: outcome.head,
      body: outcome.kind === "answer" ? outcome.body : null,
    } as const;
    if (failure.outcome === "client_closed") throw clientClosed();
    if (status !== null && OF_THE_CALLER.has(status)) return givenBack(exchange, last);
    const retryAfter = outcome.head?.retryAfter ?? null;
    const step = nextStep({
      ...{ failure, status, retryAfter, tries },
      ...{ hasNext: false, retries: null, random: Math.random() },
    });
    if (request.method !== "GET" || step.kind !== "retry") return noneAnswered(exchange, last);
    await pause(step.afterMs, exchange.req.presence, null);
  }
}

function failureIn(outcome: CallResult): UpstreamFailure {
  if (outcome.kind === "failure") return outcome.failure;
  return { outcome: "http_error", message: `HTTP ${outcome.head.status}` };
}

async function callOnce(call: ObjectCall, home: Home, request: ProviderRequest): Promise<Outcome> {
  const { deps, exchange, collection } = call;
  const { presence } = exchange.req;
  const startedMs = exchange.elapsedMs();
  const url = await addressOf(home, collection.path);
  const { origin, pathname } = new URL(url);
  const headers = await headersFor(call, home, request, url);
  const timeouts: CallTimeouts = { ...deps.timeouts, totalMs: TOTAL_MS, answerMs: TOTAL_MS };
  let stop = (_failure: UpstreamFailure): void => {};
  const upload =
    request.pieces === undefined
      ? null
      : new Upload(request.pieces, timeouts.idleMs, (failure) => stop(failure));
  const onGone = (): void => stop({ outcome: "client_closed", message: "the client left" });
  presence.listen(onGone);
  const outcome = await new Promise<Outcome>((resolve) => {
    const running = new UpstreamCall({
      request: {
        pool: deps.pools.get(origin, isCustomerNamed(home.provider)),
        method: request.method,
        path: pathname + request.suffix + (request.query === "" ? "" : `?${request.query}`),
        headers,
        body: upload?.body ?? request.body ?? null,
      },
      timeouts,
      watchdog: deps.watchdog,
      openStream: null,
      ...(request.isDownload
        ? {
            openDownload: (source, status, sent) => {
              const relay = new DownloadRelay(source);
              stop = () => relay.clientGone();
              resolve({ kind: "download", relay, status, headers: sent });
              return relay;
            },
          }
        : {}),
    });
    stop = (failure) => running.stop(failure);
    if (upload !== null) deps.watchdog.add(upload);
    if (presence.isGone) onGone();
    else running.start();
    void running.result.then(resolve);
  });
  if (upload !== null) endUpload(call, upload);
  if (outcome.kind !== "download") presence.unlisten(onGone);
  noteAttempt(call, home, startedMs, outcome);
  if (outcome.kind === "failure" && upload?.error) throw upload.error;
  return outcome;
}

function endUpload({ deps }: ObjectCall, upload: Upload): void {
  deps.watchdog.delete(upload);
  upload.body.destroy();
}

async function headersFor(
  { caller, collection, exchange }: ObjectCall,
  { provider, connection }: Home,
  request: ProviderRequest,
  url: string,
): Promise<Record<string, string>> {
  const authorized = await authorizeCall(provider, connection?.secret ?? null, {
    endpoint: collection.path,
    method: request.method,
    url,
    body: request.body ?? Buffer.alloc(0),
    settings: connection?.settings ?? {},
  });
  return {
    accept: request.isDownload ? "*/*" : "application/json",
    "accept-encoding": "identity",
    "user-agent": "floopy-gateway",
    ...authorized,
    ...(provider.quirks.nativeCall === null ? {} : MESSAGES_WIRE.requestHeaders(exchange.req.headers)),
    ...(provider.isSandbox ? { [SANDBOX_TENANT]: caller.org.orgId } : {}),
    ...request.headers,
  };
}

function noteAttempt(
  { exchange }: ObjectCall,
  { provider }: Home,
  startedMs: number,
  outcome: Outcome,
): void {
  const failure = outcome.kind === "failure" ? outcome.failure : null;
  const status = outcome.kind === "download" ? outcome.status : (outcome.head?.status ?? null);
  const isRefused = failure === null && status !== null && status >= 300;
  const how: AttemptOutcome = failure?.outcome ?? (isRefused ? "http_error" : "ok");
  exchange.attempts.push({
    provider: provider.id,
    model: "",
    started_ms: Math.round(startedMs),
    duration_ms: Math.round(exchange.elapsedMs() - startedMs),
    status,
    outcome: how,
    error: failure?.message ?? (isRefused ? `HTTP ${status}` : null),
  });
}
