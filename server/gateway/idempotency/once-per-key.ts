import { createHash } from "node:crypto";
import { AppError, toAppError } from "@/server/core/errors";
import { FREE_PRICE } from "@/server/pricing/price";
import type { Exchange, Settlement } from "../exchange";
import type { Presence } from "../presence";
import { clientClosed } from "../stages/attempt-errors";
import type { Caller } from "../stages/authenticate";
import type { RequestEndpoint } from "../stages/read-body";
import { type RecordSink, recordExchange } from "../stages/record";
import { answerHeaders } from "../stages/respond";
import { type GatewayResponse, isStream } from "../types";
import type { Begun, Ended, IdempotencyStore, KeptAnswer, KeyedRequest } from "./idempotency-store";
import { recordedStream, replayedStream } from "./recorded-stream";

export interface OncePerKeyDeps {
  idempotency: IdempotencyStore;
  records: RecordSink;
}

type Call = () => Promise<GatewayResponse>;

/** What two requests with the same key must have in common. */
interface ComparedBody {
  bytes: Buffer;
  isStream: boolean;
}

const KEY_LENGTH_MAX = 255;
const STREAM_BYTES_MAX = 1024 * 1024;
const RETRY_AFTER_S = 2;
/** Refusals that the same body would meet again. */
const FINAL_REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const KEPT_HEADERS = [
  "content-type",
  "cache-control",
  "x-accel-buffering",
  "floopy-routing-phase",
  "floopy-routing-reason",
];
const KEEP_TEXT_MS = { stored: 24 * 3_600_000, unstored: 10 * 60_000 };
const FREE: Settlement = {
  usage: null,
  isEstimated: false,
  price: FREE_PRICE,
  finishReason: null,
  responseModel: null,
};

/** Makes the call at most once for an Idempotency-Key: who comes later gets what the first one got. */
export async function oncePerKey(
  deps: OncePerKeyDeps,
  exchange: Exchange<RequestEndpoint>,
  call: Call,
  body: ComparedBody | null = exchange.body,
): Promise<GatewayResponse> {
  const { caller } = exchange;
  const key = exchange.req.headers["idempotency-key"]?.trim() ?? "";
  if (key === "" || caller === null || body === null) return call();
  const request = keyedRequest(exchange, caller, body, key);
  for (;;) {
    const begun = await deps.idempotency.begin(request);
    if (begun.kind === "first") return callFirst(exchange, call, begun);
    if (begun.kind === "conflict") throw usedOtherwise();
    if (begun.kind === "answered") return replay(deps, exchange, begun.answer);
    if (body.isStream) throw stillStreaming();
    const ended = await unlessGone(begun.ended, exchange.req.presence);
    if (ended.kind === "failed") throw ended.error;
    if (ended.kind !== "abandoned") return replay(deps, exchange, ended.answer);
  }
}

function keyedRequest(
  exchange: Exchange<RequestEndpoint>,
  caller: Caller,
  body: ComparedBody,
  key: string,
): KeyedRequest {
  if (key.length > KEY_LENGTH_MAX) {
    throw new AppError("invalid_request", "Idempotency-Key is too long", {
      userMessage: `Idempotency-Key may have at most ${KEY_LENGTH_MAX} characters.`,
      param: "Idempotency-Key",
    });
  }
  const project = exchange.scope?.project.id ?? caller.key.projectId;
  const fingerprint = createHash("sha256")
    .update(`${exchange.endpoint}\n`)
    .update(body.bytes)
    .digest("base64");
  const mode = exchange.scope?.storageMode;
  // Where no text is stored, one is kept only for as long as a client that lost its answer tries again.
  const keepTextMs = mode === "full" || mode === "redacted" ? KEEP_TEXT_MS.stored : KEEP_TEXT_MS.unstored;
  const name = JSON.stringify([caller.key.id, project, key]);
  return { orgId: caller.org.orgId, name, fingerprint, keepTextMs };
}

async function callFirst(
  exchange: Exchange<RequestEndpoint>,
  call: Call,
  first: Extract<Begun, { kind: "first" }>,
): Promise<GatewayResponse> {
  let response: GatewayResponse;
  try {
    response = await call();
  } catch (thrown) {
    const error = toAppError(thrown);
    first.end(error.code === "client_closed" ? { kind: "abandoned" } : { kind: "failed", error });
    throw error;
  }
  if (isStream(response.body)) {
    const { body } = response;
    const end = (bytes: Buffer | null): void => first.end(streamEnded(exchange, response, bytes));
    return { ...response, body: recordedStream(body, STREAM_BYTES_MAX, end) };
  }
  first.end(wholeEnded(exchange, response, response.body));
  return response;
}

function wholeEnded(exchange: Exchange<RequestEndpoint>, response: GatewayResponse, body: Buffer): Ended {
  // A copy: what arrived may be a small part of a large buffer.
  const answer = keptAnswer(exchange, response, Buffer.from(body));
  const isFinal = response.status < 300 || FINAL_REFUSALS.has(response.status);
  return { kind: isFinal ? "kept" : "given", answer };
}

/** A stream that broke off may be asked for again; one from the cache cannot break off. */
function streamEnded(
  exchange: Exchange<RequestEndpoint>,
  response: GatewayResponse,
  bytes: Buffer | null,
): Ended {
  if ((exchange.answering?.outcome ?? "ok") !== "ok") return { kind: "abandoned" };
  return { kind: "kept", answer: bytes === null ? null : keptAnswer(exchange, response, bytes) };
}

function keptAnswer(
  exchange: Exchange<RequestEndpoint>,
  response: GatewayResponse,
  body: Buffer,
): KeptAnswer {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  return {
    requestId: exchange.id,
    status: response.status,
    headers,
    body,
    isStream: isStream(response.body),
    hop: exchange.hop === null ? null : { ...exchange.hop, connection: null },
  };
}

/** The answer again, recorded as one that cost nothing. */
async function replay(
  deps: OncePerKeyDeps,
  exchange: Exchange<RequestEndpoint>,
  answer: KeptAnswer | null,
): Promise<GatewayResponse> {
  if (answer === null) throw notKept();
  const { status, body } = answer;
  // Nothing was chosen for this request: it gets the first one's answer, whatever would be chosen now.
  exchange.plan = null;
  exchange.hop = answer.hop;
  exchange.settlement = FREE;
  exchange.mark("settle");
  const error =
    status < 300 ? null : new AppError("upstream_rejected", `the first request was answered ${status}`);
  await recordExchange(deps.records, exchange, {
    status: error === null ? "cached" : "error",
    httpStatus: status,
    error,
  });
  const headers: Record<string, string> = {
    ...answerHeaders(exchange, "application/json"),
    ...answer.headers,
    "floopy-idempotent-replay": answer.requestId,
  };
  if (!answer.isStream) headers["floopy-cost-micro-usd"] = "0";
  return { status, headers, body: answer.isStream ? replayedStream(body) : body };
}

/** Waits for the first request, unless this client leaves. */
function unlessGone(ended: Promise<Ended>, presence: Presence): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const onGone = (): void => reject(clientClosed());
    if (presence.isGone) onGone();
    else presence.listen(onGone);
    void ended.then((how) => {
      presence.unlisten(onGone);
      resolve(how);
    });
  });
}

function usedOtherwise(): AppError {
  return new AppError("idempotency_conflict", "Idempotency-Key was used with another body", {
    userMessage: "This Idempotency-Key was already used for a request with another body. Use a new key.",
    param: "Idempotency-Key",
  });
}

function stillStreaming(): AppError {
  return new AppError("conflict", "the first stream is still running", {
    userMessage:
      "A stream with this Idempotency-Key is still running. It can be repeated once it is complete.",
    param: "Idempotency-Key",
    retryAfterSeconds: RETRY_AFTER_S,
  });
}

function notKept(): AppError {
  return new AppError("conflict", "the answer is not kept", {
    userMessage:
      "This Idempotency-Key was already answered, with an answer that is no longer or was never kept. Use a new key to ask again.",
    param: "Idempotency-Key",
  });
}
