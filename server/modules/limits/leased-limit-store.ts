import { errorFields, log } from "@/server/core/logger";
import { type Bucket, type Charge, type LimitStore, stepMs, type Taken } from "./limit-store";

/** At most this part of a minute's worth is held ahead by one process. */
const SHARE_MAX = 0.01;
/** So much of what was lately used is taken ahead. */
const AHEAD_MS = 250;
const LEASE_MS = 500;
const WINDOW_MS = 1_000;

interface Lease {
  orgId: string;
  limit: Bucket;
  /** Taken from the shared bucket, not yet used by anyone. */
  units: number;
  untilMs: number;
  /** When the shared bucket is full, as last told. */
  fullAtMs: number;
  windowStartMs: number;
  usedInWindow: number;
  usedBefore: number;
}

/**
 * Takes a quarter of a second's worth ahead from a shared store, so that a busy process asks it a few times a second
 * instead of for every request. What is held ahead has been taken already: together the processes never let through
 * more than the limit. What is not used goes back within a second. Quiet limits and small ones are asked for one by one.
 */
export class LeasedLimitStore implements LimitStore {
  readonly #shared: LimitStore;
  readonly #nowMs: () => number;
  readonly #leases = new Map<string, Lease>();
  readonly #refills = new Map<string, Promise<unknown>>();
  #sweep: NodeJS.Timeout | null = null;

  constructor(shared: LimitStore, nowMs: () => number = () => performance.now()) {
    this.#shared = shared;
    this.#nowMs = nowMs;
  }

  take(orgId: string, charges: readonly Charge[]): Taken | Promise<Taken> {
    const nowMs = this.#nowMs();
    for (const { limit, amount } of charges) note(this.#leaseOf(orgId, limit, nowMs), amount, nowMs);
    const taken = this.#takeHeld(charges, nowMs);
    if (taken === null) return this.#takeShared(orgId, charges);
    if (charges.some((charge) => this.#runsLow(charge, nowMs))) this.#topUp(orgId, charges);
    return taken;
  }

  adjust(orgId: string, charges: readonly Charge[]): void | Promise<void> {
    const rest = charges.filter((charge) => !this.#adjustHeld(charge));
    if (rest.length > 0) return this.#shared.adjust(orgId, rest);
  }

  async peek(orgId: string, limits: readonly Bucket[]): Promise<readonly number[]> {
    const full = await this.#shared.peek(orgId, limits);
    return limits.map((limit, index) => {
      const held = (this.#leases.get(limit.name)?.units ?? 0) * stepMs(limit);
      return Math.max((full[index] ?? 0) - held, 0);
    });
  }

  /** Gives back what is held and not used. */
  async close(): Promise<void> {
    if (this.#sweep !== null) clearInterval(this.#sweep);
    this.#sweep = null;
    await Promise.all(this.#refills.values());
    await Promise.all([...this.#leases.values()].map((lease) => this.#giveBack(lease)));
  }

  /** From what is held, all or nothing; null when that is not enough. */
  #takeHeld(charges: readonly Charge[], nowMs: number): Taken | null {
    const isHeld = charges.every(({ limit, amount }) => {
      const lease = this.#leases.get(limit.name);
      return lease !== undefined && lease.untilMs > nowMs && lease.units >= amount;
    });
    if (!isHeld) return null;
    const fullInMs = charges.map(({ limit, amount }) => {
      const lease = this.#leases.get(limit.name);
      if (lease === undefined) return 0;
      lease.units -= amount;
      return Math.max(lease.fullAtMs - nowMs - lease.units * stepMs(limit), 0);
    });
    return { isAllowed: true, fullInMs };
  }

  /** One of those who find nothing left asks for all; the others wait for it, then for themselves. */
  async #takeShared(orgId: string, charges: readonly Charge[]): Promise<Taken> {
    const name = charges[0]?.limit.name ?? orgId;
    const running = this.#refills.get(name);
    if (running !== undefined) {
      await running;
      return this.#takeHeld(charges, this.#nowMs()) ?? this.#shared.take(orgId, charges);
    }
    const extras = this.#extras(charges);
    if (extras.every(({ amount }) => amount === 0)) return this.#shared.take(orgId, charges);
    const refill = this.#takeAhead(orgId, charges, extras);
    this.#remember(name, refill);
    const taken = await refill;
    return taken.isAllowed ? taken : this.#shared.take(orgId, charges);
  }

  async #takeAhead(orgId: string, charges: readonly Charge[], extras: readonly Charge[]): Promise<Taken> {
    const wanted = charges.map(({ limit, amount }, index) => ({
      limit,
      amount: amount + (extras[index]?.amount ?? 0),
    }));
    const taken = await this.#shared.take(orgId, wanted);
    if (!taken.isAllowed) return taken;
    const nowMs = this.#nowMs();
    const fullInMs = extras.map(({ limit, amount }, index) => {
      const lease = this.#leaseOf(orgId, limit, nowMs);
      lease.units += amount;
      lease.untilMs = nowMs + LEASE_MS;
      lease.fullAtMs = nowMs + (taken.fullInMs[index] ?? 0);
      return Math.max((taken.fullInMs[index] ?? 0) - lease.units * stepMs(limit), 0);
    });
    this.#sweep ??= setInterval(() => this.#sweepOnce(), LEASE_MS / 2).unref();
    return { isAllowed: true, fullInMs };
  }

  #topUp(orgId: string, charges: readonly Charge[]): void {
    const name = charges[0]?.limit.name ?? orgId;
    if (this.#refills.has(name)) return;
    const nothing = charges.map(({ limit }) => ({ limit, amount: 0 }));
    this.#remember(name, this.#takeAhead(orgId, nothing, this.#extras(charges)));
  }

  /** A refill that fails is nobody's loss: whoever needs it asks for himself and sees why. */
  #remember(name: string, refill: Promise<Taken>): void {
    const settled = refill.then(
      () => this.#refills.delete(name),
      () => this.#refills.delete(name),
    );
    this.#refills.set(name, settled);
  }

  /** What to take ahead of each limit: nothing at all where one of them is too small or too quiet for it. */
  #extras(charges: readonly Charge[]): Charge[] {
    const extras = charges.map(({ limit, amount }) => {
      const lease = this.#leases.get(limit.name);
      const perSecond = lease === undefined ? 0 : Math.max(lease.usedInWindow, lease.usedBefore);
      const extra = Math.min(
        Math.floor(limit.perMinute * SHARE_MAX),
        Math.ceil((perSecond * AHEAD_MS) / 1_000),
      );
      return { limit, amount: extra < 2 * Math.max(amount, 1) ? 0 : extra };
    });
    return extras.every(({ amount }) => amount > 0)
      ? extras
      : extras.map(({ limit }) => ({ limit, amount: 0 }));
  }

  #runsLow({ limit, amount }: Charge, nowMs: number): boolean {
    const lease = this.#leases.get(limit.name);
    if (lease === undefined) return false;
    const [extra] = this.#extras([{ limit, amount }]);
    return extra !== undefined && extra.amount > 0 && (lease.units < extra.amount / 2 || isOld(lease, nowMs));
  }

  /** What was not used is used by the next request here; a debt is paid from what is held, if that is enough. */
  #adjustHeld({ limit, amount }: Charge): boolean {
    const lease = this.#leases.get(limit.name);
    const isLive = lease !== undefined && lease.untilMs > this.#nowMs();
    if (!isLive || lease.units < amount || lease.units - amount > limit.perMinute * SHARE_MAX) return false;
    lease.units -= amount;
    return true;
  }

  #leaseOf(orgId: string, limit: Bucket, nowMs: number): Lease {
    const known = this.#leases.get(limit.name);
    if (known !== undefined) {
      known.limit = limit;
      return known;
    }
    const times = { untilMs: 0, fullAtMs: 0, windowStartMs: nowMs };
    const fresh = { orgId, limit, units: 0, ...times, usedInWindow: 0, usedBefore: 0 };
    this.#leases.set(limit.name, fresh);
    this.#sweep ??= setInterval(() => this.#sweepOnce(), LEASE_MS / 2).unref();
    return fresh;
  }

  #sweepOnce(): void {
    const nowMs = this.#nowMs();
    for (const [name, lease] of this.#leases) {
      if (lease.untilMs > nowMs || this.#refills.has(name)) continue;
      if (lease.units !== 0)
        this.#giveBack(lease).catch((thrown: unknown) =>
          log.warn("a rate limit was not given back", errorFields(thrown)),
        );
      if (nowMs - lease.windowStartMs > 2 * WINDOW_MS) this.#leases.delete(name);
    }
    if (this.#leases.size > 0 || this.#sweep === null) return;
    clearInterval(this.#sweep);
    this.#sweep = null;
  }

  async #giveBack(lease: Lease): Promise<void> {
    const { orgId, limit, units } = lease;
    lease.units = 0;
    if (units !== 0) await this.#shared.adjust(orgId, [{ limit, amount: -units }]);
  }
}

const isOld = (lease: Lease, nowMs: number): boolean => lease.untilMs - nowMs < LEASE_MS / 2;

function note(lease: Lease, amount: number, nowMs: number): void {
  const age = nowMs - lease.windowStartMs;
  if (age >= WINDOW_MS) {
    lease.usedBefore = age < 2 * WINDOW_MS ? lease.usedInWindow : 0;
    lease.usedInWindow = 0;
    lease.windowStartMs = nowMs;
  }
  lease.usedInWindow += amount;
}
