import { LRUCache } from "lru-cache";
import { type Blocked, type CallReport, Circuit, type CircuitState } from "./circuit";

/** Leave to make one call; each of its tries is reported. */
export interface Permit {
  kind: "permit";
  report(report: CallReport): void;
}

/** The breakers of all circuits, by name. Another implementation may share what it knows between processes. */
export interface Breakers {
  /** Why a circuit takes no call now; null when it does. Changes nothing. */
  blocked(circuit: string): Blocked | null;
  /** Lets a call in, also one that is blocked: whether to ask first is the caller's choice. */
  enter(circuit: string): Permit;
  /** What is known of a circuit; null when there is nothing to tell. */
  state(circuit: string): CircuitState | null;
  close(): void;
}

const CIRCUITS_MAX = 10_000;

/** What this process has seen itself. A circuit is remembered from its first failure; a forgotten one is closed. */
export class LocalBreakers implements Breakers {
  readonly #circuits = new LRUCache<string, Circuit>({ max: CIRCUITS_MAX });
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  blocked(circuit: string): Blocked | null {
    return this.#circuits.get(circuit)?.blocked(this.#nowMs()) ?? null;
  }

  enter(circuit: string): Permit {
    const isProbe = this.#circuits.get(circuit)?.begin(this.#nowMs()) ?? false;
    return { kind: "permit", report: (report) => this.#report(circuit, report, isProbe) };
  }

  /** What another process has found out. */
  tell(name: string, { reason, untilMs }: Pick<Blocked, "reason" | "untilMs">): void {
    const circuit = this.#circuits.get(name) ?? new Circuit();
    this.#circuits.set(name, circuit);
    circuit.tell(reason, untilMs);
  }

  /** Null for a circuit that has not failed lately. */
  state(name: string): CircuitState | null {
    return this.#circuits.get(name)?.state(this.#nowMs()) ?? null;
  }

  close(): void {}

  #report(name: string, report: CallReport, isProbe: boolean): void {
    const known = this.#circuits.get(name);
    if (known === undefined && (report.kind === "ok" || report.kind === "unknown")) return;
    const circuit = known ?? new Circuit();
    if (known === undefined) this.#circuits.set(name, circuit);
    circuit.report(report, isProbe, this.#nowMs());
  }
}
