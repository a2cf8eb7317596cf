import type { Hop } from "../stages/plan-route";
import type { RouteMemory } from "../stages/route-memory";
import type { UpstreamFailure } from "../upstream/outcome";
import type { UpstreamHead } from "../upstream/upstream-call";
import type { Permit } from "./breakers";
import type { CallReport } from "./circuit";
import { circuitName } from "./hop-gate";
import { judgeCall } from "./judge-call";
import type { KeyLoads } from "./key-loads";
import type { Weather } from "./weather";

export interface CallEnd {
  failure: UpstreamFailure | null;
  head: UpstreamHead | null;
}

/** Tells breaker and balancing how one call went: when it answered or failed, and for a stream again when it ended. */
export class CallWatch {
  readonly #permit: Permit;
  readonly #loads: KeyLoads;
  readonly #weather: Weather;
  readonly #hop: Hop;
  readonly #orgId: string;
  readonly #name: string;
  readonly #startedMs = performance.now();
  readonly #leave: () => void;

  constructor(permit: Permit, memory: RouteMemory, { hop, orgId }: { hop: Hop; orgId: string }) {
    this.#permit = permit;
    this.#loads = memory.keyLoads;
    this.#weather = memory.weather;
    this.#hop = hop;
    this.#orgId = orgId;
    this.#name = circuitName(hop, orgId);
    this.#leave = this.#loads.begin(this.#name);
  }

  /**
   * The answer, the first content of a stream, or a failure before it. A quick refusal is no sign of a quick key; a call
   * that was called off because another was quicker took at least that long.
   */
  answered({ failure, head }: CallEnd): void {
    const report = judgeCall(failure, head);
    this.#permit.report(report);
    this.#note(report, failure);
    if (failure === null || failure.outcome === "timeout" || failure.outcome === "hedge_lost") {
      this.#loads.noteLatency(this.#name, performance.now() - this.#startedMs);
    }
  }

  #note(report: CallReport, failure: UpstreamFailure | null): void {
    // A refused request says nothing of a model, which may be a name that only its caller knows.
    if (report.kind === "unknown" || (report.kind === "ok" && failure !== null)) return;
    const held = report.kind === "ok" ? null : failure;
    this.#weather.note(this.#name, { hop: this.#hop, orgId: this.#orgId, failure: held });
  }

  /** No call came about. */
  cancelled(): void {
    this.#leave();
    this.#permit.report({ kind: "unknown" });
  }

  /** Nothing more comes. A stream that broke off counts against its provider, although it had begun well. */
  ended(failure: UpstreamFailure | null): void {
    this.#leave();
    if (failure === null) return;
    const report = judgeCall(failure, null);
    this.#permit.report(report);
    this.#note(report, failure);
  }
}
