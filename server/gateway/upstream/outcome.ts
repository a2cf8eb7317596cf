/** How one upstream call ended. */
export type AttemptOutcome =
  | "ok"
  /** An HTTP status that is not a success. */
  | "http_error"
  /** No connection: name, route, refusal, certificate. Nothing was sent. */
  | "connect_error"
  /** The connection broke before the answer began. */
  | "network_error"
  | "timeout"
  /** A success status with something that is not an answer. */
  | "invalid_response"
  /** The answer began and did not end properly. */
  | "truncated"
  | "client_closed"
  /** Called off, because another call made for the same request answered first. */
  | "hedge_lost"
  /** The firewall ended the answer; the message is what for. */
  | "blocked";

export interface UpstreamFailure {
  outcome: Exclude<AttemptOutcome, "ok">;
  /** For our records and logs; holds nothing of the conversation. */
  message: string;
}

const CODES: Readonly<Record<string, UpstreamFailure["outcome"]>> = {
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect_error",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "truncated",
};

/** A thrown connection error as a failure; `isConnected` tells whether a request had already been sent. */
export function failureOf(thrown: Error, isConnected: boolean): UpstreamFailure {
  if (thrown instanceof UpstreamStop) return thrown.failure;
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
  const outcome = CODES[code] ?? (isConnected ? "network_error" : "connect_error");
  return { outcome, message: code === "" ? thrown.name : code };
}

/** Our own reason for ending a call, handed to the HTTP client as its abort reason. */
export class UpstreamStop extends Error {
  override readonly name = "UpstreamStop";
  constructor(readonly failure: UpstreamFailure) {
    super(failure.message);
  }
}
