/** What one call showed about its circuit. */
export type CallReport =
  | { kind: "ok" }
  | { kind: "failed" }
  /** The provider asks for a pause; `forMs` is null when it did not say for how long. */
  | { kind: "rate_limited"; forMs: number | null }
  /** The call ended for a reason of its own, such as a client that left. */
  | { kind: "unknown" };

/** Why a circuit takes no call now, and until when. */
export interface Blocked {
  kind: "blocked";
  reason: "breaker_open" | "cooling_down";
  untilMs: number;
}

export interface CircuitState {
  state: "closed" | "open" | "half_open" | "cooling_down";
  /** Until when no call is made. */
  untilMs: number | null;
  /** In the window that decides. */
  calls: number;
  failures: number;
}

export interface CircuitRules {
  windowMs: number;
  failuresMin: number;
  failureShare: number;
  openMs: { first: number; most: number };
  /** A trial call that has not come back after this time no longer keeps others from trying. */
  probeMs: number;
  probesToClose: number;
  coolDownMs: { unsaid: number; most: number };
}

export const CIRCUIT_RULES: CircuitRules = {
  windowMs: 30_000,
  failuresMin: 5,
  failureShare: 0.5,
  openMs: { first: 10_000, most: 120_000 },
  probeMs: 30_000,
  probesToClose: 2,
  coolDownMs: { unsaid: 2_000, most: 300_000 },
};

interface Slot {
  number: number;
  ok: number;
  failed: number;
}

const SLOTS = 10;

/**
 * The breaker of one provider, model and key. Closed while few calls fail; open (no calls) after too many failed; then
 * half open: one call at a time tries whether it works again. A pure state machine: the time comes in as an argument.
 */
export class Circuit {
  readonly #rules: CircuitRules;
  #slots: Slot[] = [];
  #state: "closed" | "open" | "half_open" = "closed";
  #openUntilMs = 0;
  #coolUntilMs = 0;
  #openings = 0;
  #probesOk = 0;
  #probeSinceMs: number | null = null;

  constructor(rules: CircuitRules = CIRCUIT_RULES) {
    this.#rules = rules;
  }

  /** Why no call may be made now; null when one may. */
  blocked(nowMs: number): Blocked | null {
    if (this.#state === "open" && nowMs < this.#openUntilMs)
      return blocked("breaker_open", this.#openUntilMs);
    if (nowMs < this.#coolUntilMs) return blocked("cooling_down", this.#coolUntilMs);
    if (this.#state === "closed" || this.#probeSinceMs === null) return null;
    const probeEndsMs = this.#probeSinceMs + this.#rules.probeMs;
    // The circuit may close at any moment, so it is less bad than one that is open for a known time.
    return nowMs < probeEndsMs ? blocked("breaker_open", nowMs) : null;
  }

  /** Another process has found that no call should be made until then; afterwards a trial call decides here, too. */
  tell(reason: Blocked["reason"], untilMs: number): void {
    if (reason === "cooling_down") {
      this.#coolUntilMs = Math.max(this.#coolUntilMs, untilMs);
      return;
    }
    this.#state = "open";
    this.#probesOk = 0;
    this.#openUntilMs = Math.max(this.#openUntilMs, untilMs);
  }

  /** What it looks like from outside. */
  state(nowMs: number): CircuitState {
    const failures = this.#slots.reduce((sum, slot) => sum + slot.failed, 0);
    const calls = this.#slots.reduce((sum, slot) => sum + slot.ok + slot.failed, 0);
    const why = this.blocked(nowMs);
    const isOpen = this.#state === "open" && nowMs < this.#openUntilMs;
    const state = isOpen
      ? "open"
      : this.#state !== "closed"
        ? "half_open"
        : why === null
          ? "closed"
          : "cooling_down";
    return { state, untilMs: state === "half_open" ? null : (why?.untilMs ?? null), calls, failures };
  }

  /** Begins a call, allowed or as a last resort; true when the call tries whether the circuit can close. */
  begin(nowMs: number): boolean {
    if (this.#state === "closed") return false;
    if (this.#state === "open" && nowMs >= this.#openUntilMs) this.#state = "half_open";
    if (this.#state === "half_open") this.#probeSinceMs = nowMs;
    return true;
  }

  /** Ends a call that `begin` let in. */
  report(report: CallReport, isProbe: boolean, nowMs: number): void {
    if (isProbe) this.#probeSinceMs = null;
    if (report.kind === "rate_limited") this.#coolDown(report.forMs, nowMs);
    if (report.kind === "ok") {
      if (isProbe) this.#probeWorked();
      else this.#count(nowMs, "ok");
    }
    if (report.kind === "failed") {
      if (isProbe) this.#probeFailed(nowMs);
      else this.#failed(nowMs);
    }
  }

  #probeWorked(): void {
    if (this.#state === "closed") return;
    this.#state = "half_open";
    this.#probesOk += 1;
    if (this.#probesOk < this.#rules.probesToClose) return;
    this.#state = "closed";
    this.#openings = 0;
    this.#slots = [];
  }

  /** A call made as a last resort while the circuit is open does not keep it open for longer. */
  #probeFailed(nowMs: number): void {
    if (this.#state === "half_open") this.#open(nowMs);
  }

  #failed(nowMs: number): void {
    this.#count(nowMs, "failed");
    if (this.#state !== "closed") return;
    const failed = this.#slots.reduce((sum, slot) => sum + slot.failed, 0);
    const all = this.#slots.reduce((sum, slot) => sum + slot.ok + slot.failed, 0);
    const { failuresMin, failureShare } = this.#rules;
    if (failed >= failuresMin && failed >= failureShare * all) this.#open(nowMs);
  }

  #open(nowMs: number): void {
    const { first, most } = this.#rules.openMs;
    this.#state = "open";
    this.#probesOk = 0;
    this.#openUntilMs = nowMs + Math.min(first * 2 ** this.#openings, most);
    this.#openings += 1;
  }

  #coolDown(forMs: number | null, nowMs: number): void {
    const { unsaid, most } = this.#rules.coolDownMs;
    this.#coolUntilMs = Math.max(this.#coolUntilMs, nowMs + Math.min(forMs ?? unsaid, most));
  }

  #count(nowMs: number, kind: "ok" | "failed"): void {
    const number = Math.floor((nowMs * SLOTS) / this.#rules.windowMs);
    this.#slots = this.#slots.filter((slot) => slot.number > number - SLOTS);
    let slot = this.#slots.at(-1);
    if (slot?.number !== number) {
      slot = { number, ok: 0, failed: 0 };
      this.#slots.push(slot);
    }
    slot[kind] += 1;
  }
}

function blocked(reason: Blocked["reason"], untilMs: number): Blocked {
  return { kind: "blocked", reason, untilMs };
}
