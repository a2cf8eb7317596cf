import { AppError } from "@/server/core/errors";
import type { AttemptRecord } from "@/server/modules/ingest";
import { ERROR_SHAPES, errorBody } from "../error-response";
import type { Exchange } from "../exchange";
import { isObject, ownObject, ownString, parseJson } from "../json-value";
import { readErrorMessage } from "../providers/read-error";
import { retryAfterMs } from "../upstream/retry-policy";
import { wireFor } from "../wires/wire-for";
import type { GivenBack } from "./attempt";
import type { FailedCall } from "./call-hop";
import { isModelEndpoint, type RequestEndpoint } from "./read-body";

const RETRY_AFTER_S = { default: 5, most: 3_600 };
const FOR_THE_CALLER = new Set([404]);
const NOT_CALLED: ReadonlySet<string> = new Set(["breaker_open", "cooling_down", "window_too_small"]);

export function clientClosed(): AppError {
  return new AppError("client_closed", "the client left", {
    userMessage: "The client closed the connection.",
  });
}

/**
 * A refusal of the request itself: as the provider put it when its error has the usual shape, else its reason in our
 * envelope. The reason is an answer's text, never part of the error: what is stored of texts is the project's choice.
 */
export function givenBack(
  { id, endpoint, hop }: Exchange<RequestEndpoint>,
  last: Pick<FailedCall, "head" | "body">,
): GivenBack {
  const status = last.head?.status ?? 400;
  const body = last.body ?? Buffer.alloc(0);
  const words = parseJson(body.toString());
  const isTranslated =
    hop !== null && isModelEndpoint(endpoint) && wireFor(endpoint, hop).translateAnswer !== null;
  if (!isTranslated && isErrorShaped(words)) return { kind: "given_back", status, body };
  const reason = readErrorMessage(words);
  const error = new AppError("upstream_rejected", `provider answered ${status}`, {
    userMessage: `The provider rejected the request (HTTP ${status})${reason === null ? " without saying why." : `: ${reason}`}`,
  });
  return {
    kind: "given_back",
    status,
    body: Buffer.from(JSON.stringify(errorBody(error, id, ERROR_SHAPES[endpoint]))),
  };
}

function isErrorShaped(words: unknown): boolean {
  const error = isObject(words) ? ownObject(words, "error") : null;
  return error !== null && ownString(error, "message") !== null;
}

/** No model of the plan answered: one error for the caller, chosen by how the last call failed. */
export function noneAnswered(exchange: Exchange<RequestEndpoint>, last: FailedCall | null): GivenBack {
  const { attempts } = exchange;
  const status = last?.head?.status ?? null;
  const called = attempts.filter(({ outcome }) => !NOT_CALLED.has(outcome)).length;
  if (last !== null && status !== null && FOR_THE_CALLER.has(status) && attempts.length === 1)
    return givenBack(exchange, last);
  const details = { attempts: attempts.map(publicAttempt) };
  if (status === 429) {
    throw new AppError("upstream_rate_limited", "provider rate limit", {
      userMessage: "The provider is rate limiting this key. Try again after the time in Retry-After.",
      retryAfterSeconds: retryAfterSeconds(last?.head?.retryAfter ?? null),
      details,
    });
  }
  if (last?.failure.outcome === "timeout") {
    throw new AppError("upstream_timeout", last.failure.message, {
      userMessage: "The provider did not answer in time.",
      details,
    });
  }
  throw new AppError("all_providers_failed", last?.failure.message ?? "nothing was tried", {
    userMessage: failureText(status, called),
    details,
  });
}

/** The time that the route or the caller allows is over. */
export function outOfTime({ attempts }: Exchange): AppError {
  return new AppError("upstream_timeout", "the request's time is over", {
    userMessage: "No provider answered in the time this request may take.",
    details: { attempts: attempts.map(publicAttempt) },
  });
}

/** A provider's 401 is about the customer's provider key; it must not look like ours about theirs. */
function failureText(status: number | null, count: number): string {
  if (status === 401 || status === 403) {
    return "The provider refused the provider key of this organisation. Check it in the console under Providers.";
  }
  if (status === 402) return "The provider says the account behind the provider key has no credit left.";
  return count > 1
    ? `No provider answered after ${count} attempts.`
    : "The provider did not give a usable answer.";
}

function retryAfterSeconds(header: string | null): number {
  const asked = retryAfterMs(header);
  if (asked === null) return RETRY_AFTER_S.default;
  return Math.min(Math.max(Math.ceil(asked / 1_000), 1), RETRY_AFTER_S.most);
}

/** What the caller may see of an attempt: no message that a provider or library wrote. */
function publicAttempt(attempt: AttemptRecord): Record<string, unknown> {
  const { provider, model, status, outcome, duration_ms } = attempt;
  return { provider, model, status, outcome, duration_ms };
}
