import type { RouteSettings } from "@/server/contracts/route-settings";
import { AppError } from "@/server/core/errors";
import type { HeaderMap } from "../types";
import type { UpstreamTimeouts } from "./upstream-call";

/** Times of one call, with the moment by which the answer, or a stream's first content, must be there. */
export interface CallTimeouts extends UpstreamTimeouts {
  answerMs: number;
}

const LATENCY_MS = { least: 1, most: 600_000 };

/** What `floopy-max-latency-ms` asks for: the longest wait for the answer, or for a stream's first content. */
export function readMaxLatency(headers: HeaderMap): number | null {
  const text = headers["floopy-max-latency-ms"];
  if (text === undefined) return null;
  const ms = Number(text);
  if (Number.isInteger(ms) && ms >= LATENCY_MS.least && ms <= LATENCY_MS.most) return ms;
  throw new AppError("invalid_request", "bad floopy-max-latency-ms", {
    userMessage: `floopy-max-latency-ms must be a whole number from ${LATENCY_MS.least} to ${LATENCY_MS.most}.`,
    param: "floopy-max-latency-ms",
  });
}

/** The time limits of one request over all its calls, counted from its start. */
export class CallLimits {
  readonly #timeouts: UpstreamTimeouts;
  readonly #attemptMs: number;
  readonly #totalMs: number;
  readonly #answerMs: number;
  readonly #isStream: boolean;

  constructor(
    timeouts: UpstreamTimeouts,
    settings: RouteSettings,
    request: { maxLatencyMs: number | null; isStream: boolean },
  ) {
    this.#timeouts = timeouts;
    this.#attemptMs = settings.attemptTimeoutMs ?? Number.POSITIVE_INFINITY;
    this.#totalMs = Math.min(settings.totalTimeoutMs ?? Number.POSITIVE_INFINITY, timeouts.totalMs);
    this.#answerMs = Math.min(request.maxLatencyMs ?? Number.POSITIVE_INFINITY, this.#totalMs);
    this.#isStream = request.isStream;
  }

  /** How long an answer may still take to begin; not positive when the time is over. */
  leftMs(elapsedMs: number): number {
    return this.#answerMs - elapsedMs;
  }

  /** A whole answer is often computed before its first byte; a stream should speak sooner. */
  ofCall(elapsedMs: number): CallTimeouts {
    const known = this.#timeouts;
    const answerMs = Math.min(this.#attemptMs, this.leftMs(elapsedMs));
    const totalMs = this.#totalMs - elapsedMs;
    return this.#isStream
      ? { ...known, totalMs, answerMs, headersMs: Math.min(known.headersMs, known.firstContentMs) }
      : { ...known, totalMs, answerMs, idleMs: known.headersMs };
  }
}
