import type { Exchange } from "../exchange";
import type { Hop } from "../stages/plan-route";
import type { UpstreamFailure } from "../upstream/outcome";
import type { UpstreamHead } from "../upstream/upstream-call";
import type { Permit } from "./breakers";
import { circuitName } from "./hop-gate";
import { judgeCall } from "./judge-call";
import type { KeyLoads } from "./key-loads";

export interface CallEnd {
  failure: UpstreamFailure | null;
  head: UpstreamHead | null;
}

/** Tells breaker and balancing how one call went: when it answered or failed, and for a stream again when it ended. */
export class CallWatch {
  readonly #permit: Permit;
  readonly #loads: KeyLoads;
  readonly #name: string;
  readonly #startedMs = performance.now();
  readonly #leave: () => void;

  constructor(permit: Permit, loads: KeyLoads, hop: Hop, exchange: Exchange) {
    this.#permit = permit;
    this.#loads = loads;
    this.#name = circuitName(hop, exchange.caller?.key.orgId ?? "");
    this.#leave = loads.begin(this.#name);
  }

  /**
   * The answer, the first content of a stream, or a failure before it. A quick refusal is no sign of a quick key; a call
   * that was called off because another was quicker took at least that long.
   */
  answered({ failure, head }: CallEnd): void {
    this.#permit.report(judgeCall(failure, head));
    if (failure === null || failure.outcome === "timeout" || failure.outcome === "hedge_lost") {
      this.#loads.noteLatency(this.#name, performance.now() - this.#startedMs);
    }
  }

  /** No call came about. */
  cancelled(): void {
    this.#leave();
    this.#permit.report({ kind: "unknown" });
  }

  /** Nothing more comes. A stream that broke off counts against its provider, although it had begun well. */
  ended(failure: UpstreamFailure | null): void {
    this.#leave();
    if (failure !== null) this.#permit.report(judgeCall(failure, null));
  }
}
