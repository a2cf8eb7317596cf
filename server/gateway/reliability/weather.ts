import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { errorFields, log } from "@/server/core/logger";
import { type CircuitReportRow, forgetCircuitReports, storeCircuitReports } from "@/server/modules/circuits";
import type { Hop } from "../stages/plan-route";
import type { UpstreamFailure } from "../upstream/outcome";
import type { Breakers } from "./breakers";
import type { KeyLoads } from "./key-loads";

interface Seen {
  orgId: string;
  provider: string;
  model: string;
  providerKeyId: string;
  calls: number;
  failures: number;
  lastFailure: string | null;
  lastFailureAt: Date | null;
  isNew: boolean;
}

const CIRCUITS_MAX = 5_000;
const REPORT_EVERY_MS = 3_000;
const ROWS_MAX = 500;
const FORGET_EVERY = 40;

/** What happened lately on each circuit, for people: told to the database now and then, never waited for by a call. */
export class Weather {
  readonly #seen = new LRUCache<string, Seen>({ max: CIRCUITS_MAX });
  readonly #reporterId = randomUUID();
  #timer: NodeJS.Timeout | undefined;
  #turns = 0;

  note(circuit: string, call: { hop: Hop; orgId: string; failure: UpstreamFailure | null }): void {
    const { hop, orgId, failure } = call;
    const seen = this.#seen.get(circuit) ?? {
      orgId,
      provider: hop.provider.id,
      model: hop.model.slice(0, 200),
      providerKeyId: hop.connection?.id ?? "",
      calls: 0,
      failures: 0,
      lastFailure: null,
      lastFailureAt: null,
      isNew: true,
    };
    this.#seen.set(circuit, seen);
    seen.calls += 1;
    seen.isNew = true;
    if (failure === null) return;
    seen.failures += 1;
    seen.lastFailure = failure.message.slice(0, 120);
    seen.lastFailureAt = new Date();
  }

  /** Reports from now on until it is stopped. */
  start(breakers: Breakers, loads: KeyLoads): () => void {
    this.#timer = setInterval(() => void this.report(breakers, loads), REPORT_EVERY_MS);
    this.#timer.unref();
    return () => clearInterval(this.#timer);
  }

  async report(breakers: Breakers, loads: KeyLoads): Promise<void> {
    const rows: CircuitReportRow[] = [];
    for (const [circuit, seen] of this.#seen) {
      if (rows.length >= ROWS_MAX) break;
      const state = breakers.state(circuit);
      const isCalm = state === null || state.state === "closed";
      if (!seen.isNew && isCalm) continue;
      seen.isNew = false;
      rows.push(rowOf(seen, state, loads.latencyMs(circuit)));
    }
    try {
      if (rows.length > 0) await storeCircuitReports(this.#reporterId, rows, new Date());
      if (this.#turns++ % FORGET_EVERY === 0) await forgetCircuitReports(new Date());
    } catch (thrown) {
      log.debug("circuits could not be reported", errorFields(thrown));
    }
  }
}

function rowOf(seen: Seen, state: ReturnType<Breakers["state"]>, latencyMs: number | null): CircuitReportRow {
  const { isNew: _, ...facts } = seen;
  const untilMs = state?.untilMs ?? null;
  return {
    ...facts,
    state: state?.state ?? "closed",
    blockedUntil: untilMs === null ? null : new Date(Date.now() + untilMs - performance.now()),
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
  };
}
