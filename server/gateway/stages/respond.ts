import { type FirewallStatus, OUTPUT_CATEGORIES } from "@/server/contracts/firewall";
import { AppError } from "@/server/core/errors";
import { ERROR_SHAPES, errorEvent } from "../error-response";
import type { Exchange, StageName } from "../exchange";
import { answerBlocked, answerUnread } from "../firewall/output-screening";
import {
  type ScreenRemotelyDeps,
  screenAnswerRemotely,
  watchStreamRemotely,
} from "../firewall/remote/screen-remotely";
import { restoreAnswer } from "../firewall/screen-answer";
import { screenTranscript, screenWhole } from "../firewall/screen-output";
import { own, ownString } from "../json-value";
import type { StreamEnding } from "../stream/stream-relay";
import type { GatewayResponse } from "../types";
import type { AttemptSuccess, GivenBack } from "./attempt";
import { clientClosed } from "./attempt-errors";
import { conversationId } from "./provider-history";
import type { RequestEndpoint } from "./read-body";
import { recordExchange, type Verdict } from "./record";
import type { RouteMemory } from "./route-memory";
import { settleAnswer, settleStream } from "./settle";

export interface RespondDeps extends ScreenRemotelyDeps {
  memory: RouteMemory;
}

const TIMED_STAGES: readonly StageName[] = [
  "auth",
  "body",
  "firewall",
  "detector",
  "cache",
  "embed",
  "route",
  "upstream",
];

/** Settles and records what the provider gave, then hands it over; a stream does both when it ends. */
export async function respond(
  deps: RespondDeps,
  exchange: Exchange,
  result: AttemptSuccess | GivenBack,
): Promise<GatewayResponse> {
  switch (result.kind) {
    case "answer":
      return respondWhole(deps, exchange, result);
    case "stream":
      return respondStream(deps, exchange, result);
    case "given_back":
      return respondGivenBack(deps, exchange, result);
  }
}

async function respondWhole(
  deps: RespondDeps,
  exchange: Exchange,
  { hop, body, answer }: Extract<AttemptSuccess, { kind: "answer" }>,
): Promise<GatewayResponse> {
  exchange.settlement = settleAnswer(exchange, hop, answer);
  const screened = await screenWhole(exchange, body, answer.json);
  exchange.responseBytes = screened.body;
  exchange.responseJson = screened.json;
  noteHome(deps, exchange, ownString(answer.json, "id"));
  noteLatency(deps, exchange);
  exchange.mark("settle");
  await screenAnswerRemotely(deps, exchange, screened.body);
  await recordExchange(deps.records, exchange, { status: "ok", httpStatus: 200, error: null });
  const headers = answerHeaders(exchange, "application/json");
  const cost = exchange.costMicroUsd;
  if (cost !== null) headers["floopy-cost-micro-usd"] = String(cost);
  const restore = exchange.output?.restore ?? null;
  return {
    status: 200,
    headers,
    body: restore === null ? screened.body : await restoreAnswer(screened.body, restore),
  };
}

function respondStream(
  deps: RespondDeps,
  exchange: Exchange,
  { hop, relay, watch }: Extract<AttemptSuccess, { kind: "stream" }>,
): GatewayResponse {
  exchange.ttftMs = exchange.elapsedMs();
  noteLatency(deps, exchange);
  relay.onSettle(async (ending) => {
    const { reading } = relay;
    exchange.settlement = settleStream(exchange, hop, reading);
    exchange.responseJson = await screenTranscript(exchange, reading);
    exchange.isResponseCut = reading.transcript?.isTruncated ?? false;
    closeAttempt(exchange, ending);
    watch.ended(ending.kind === "failed" ? ending.failure : null);
    noteHome(deps, exchange, reading.answerId ?? null);
    const verdict = streamVerdict(ending);
    if (verdict.error === null) watchStreamRemotely(deps, exchange);
    exchange.mark("settle");
    await recordExchange(deps.records, exchange, verdict);
    return verdict.error === null
      ? null
      : errorEvent(verdict.error, exchange.id, ERROR_SHAPES[exchange.endpoint], reading.nextSequence);
  });
  const headers = answerHeaders(exchange, "text/event-stream; charset=utf-8");
  headers["cache-control"] = "no-cache, no-transform";
  headers["x-accel-buffering"] = "no";
  return { status: 200, headers, body: relay };
}

async function respondGivenBack(
  deps: RespondDeps,
  exchange: Exchange,
  { status, body }: GivenBack,
): Promise<GatewayResponse> {
  const error = new AppError("upstream_rejected", `provider answered ${status}`, {
    userMessage: `The provider rejected the request (HTTP ${status}).`,
  });
  exchange.responseBytes = body;
  exchange.mark("settle");
  await recordExchange(deps.records, exchange, { status: "error", httpStatus: status, error });
  return { status, headers: answerHeaders(exchange, "application/json"), body };
}

/** What is said of an answer that came piece by piece. */
export function streamVerdict(ending: StreamEnding): Verdict {
  if (ending.kind === "done") return { status: "ok", httpStatus: 200, error: null };
  const { outcome, message } = ending.failure;
  if (outcome === "client_closed") return { status: "client_closed", httpStatus: 499, error: clientClosed() };
  if (outcome === "blocked") {
    const category = OUTPUT_CATEGORIES.find((name) => name === message);
    if (category === undefined) return { status: "error", httpStatus: 200, error: answerUnread() };
    return { status: "blocked", httpStatus: 200, error: answerBlocked(category) };
  }
  const code = outcome === "timeout" ? "upstream_timeout" : "stream_truncated";
  const userMessage = "The provider's answer stopped before it was complete.";
  return { status: "error", httpStatus: 200, error: new AppError(code, message, { userMessage }) };
}

/** The attempt was noted when the stream began; now it is known how it went. */
function closeAttempt(exchange: Exchange, ending: StreamEnding): void {
  const attempt = exchange.answering;
  if (attempt === null) return;
  attempt.duration_ms = Math.round(exchange.elapsedMs()) - attempt.started_ms;
  if (ending.kind === "done") return;
  attempt.outcome = ending.failure.outcome;
  attempt.error = ending.failure.message;
}

/** Recent latency steers `latency_based` routes: time to the first word of a stream, else to the whole answer. */
function noteLatency(deps: RespondDeps, exchange: Exchange): void {
  const candidateId = exchange.hop?.candidateId;
  const attempt = exchange.answering;
  if (candidateId != null && attempt !== null) deps.memory.noteLatency(candidateId, attempt.duration_ms);
}

/** A response that its provider keeps can be gone on from: with the same key, wherever the route would lead then. */
function noteHome(
  { memory }: RespondDeps,
  { endpoint, hop, caller, session, body }: Exchange,
  id: string | null,
): void {
  if (endpoint !== "responses" || hop === null || hop.provider.paths.responses === null) return;
  if (caller === null || session === null || body === null || own(body.json, "store") === false) return;
  memory.homes.note(caller.org.orgId, [id, conversationId(body.json)], {
    provider: hop.provider.id,
    connectionId: hop.connection?.id ?? null,
    sessionId: session.id,
  });
}

/** Everything the answer says about its way here. No header of the provider is passed on. */
export function answerHeaders(
  exchange: Exchange<RequestEndpoint>,
  contentType: string,
): Record<string, string> {
  const { hop, plan, session } = exchange;
  const headers: Record<string, string> = { "content-type": contentType, "x-request-id": exchange.id };
  // Where Anthropic's clients look for it.
  if (ERROR_SHAPES[exchange.endpoint] === "anthropic") headers["request-id"] = exchange.id;
  if (session !== null && session.id !== "") {
    headers["floopy-session-id"] = session.id;
    headers["floopy-session-source"] = session.source;
  }
  if (exchange.prompt !== null) headers["floopy-prompt-version"] = String(exchange.prompt.version);
  if (plan !== null) {
    headers["floopy-routing-phase"] = plan.decision.phase;
    headers["floopy-routing-reason"] = plan.decision.reason;
    const { learned } = plan.decision;
    if (learned != null) {
      headers["floopy-confidence"] = learned.confidence.toFixed(3);
      headers["floopy-shared-prior"] = learned.usedSharedPoolPrior ? "1" : "0";
    }
  }
  if (hop !== null) {
    headers["floopy-provider"] = hop.provider.id;
    if (hop.model !== "") {
      headers["floopy-model"] = headerSafe(hop.model);
      headers["floopy-fallback-index"] = String(hop.fallbackIndex);
    }
  }
  Object.assign(headers, exchange.rateHeaders);
  headers["floopy-cache"] = exchange.cache.status;
  headers["floopy-firewall"] = firewallHeader(exchange.firewall.status);
  headers["server-timing"] = serverTiming(exchange);
  return headers;
}

/** The contract has no word of its own for what was blocked: the error says so. */
const firewallHeader = (status: FirewallStatus): string => (status === "blocked" ? "flag" : status);

/** A model's name comes from a customer: whatever a header cannot hold is written as a percent code. */
function headerSafe(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(Buffer.from(text).toString());
}

function serverTiming({ stages }: Exchange<RequestEndpoint>): string {
  let text = "";
  for (const name of TIMED_STAGES) {
    const us = stages[name];
    if (us !== undefined) text += `${text === "" ? "" : ", "}${name};dur=${us / 1_000}`;
  }
  return text;
}
