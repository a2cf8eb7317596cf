import type { UpstreamFailure } from "../upstream/outcome";
import { retryAfterMs } from "../upstream/retry-policy";
import type { UpstreamHead } from "../upstream/upstream-call";
import type { CallReport } from "./circuit";

/** Refusals of the provider key, an account without credit, and a server that gave up waiting. */
const OF_THE_PROVIDER = new Set([401, 402, 403, 408]);

/** What a call says about the provider, not about the request: a refused request shows a provider at work. */
export function judgeCall(failure: UpstreamFailure | null, head: UpstreamHead | null): CallReport {
  if (failure === null) return { kind: "ok" };
  if (
    failure.outcome === "client_closed" ||
    failure.outcome === "hedge_lost" ||
    failure.outcome === "blocked"
  )
    return { kind: "unknown" };
  if (failure.outcome !== "http_error" || head === null) return { kind: "failed" };
  if (head.status === 429) return { kind: "rate_limited", forMs: retryAfterMs(head.retryAfter) };
  return head.status >= 500 || OF_THE_PROVIDER.has(head.status) ? { kind: "failed" } : { kind: "ok" };
}
