/** A budget that a request counts towards, with what the stored requests of the month have cost it. */
export interface BudgetClaim {
  id: string;
  /** Null for a budget that only tells. */
  limitMicroUsd: number | null;
  spentMicroUsd: number;
}

export interface Reservation {
  orgId: string;
  /** First day of the month, `YYYY-MM-01` in UTC. */
  month: string;
  /** The request's id. */
  id: string;
  budgets: readonly BudgetClaim[];
  amountMicroUsd: number;
}

export interface BudgetLevel {
  spentMicroUsd: number;
  reservedMicroUsd: number;
}

/** A reservation of a process that died is worth nothing after this time. */
export const RESERVATION_TTL_MS = 15 * 60_000;

/**
 * What is spent and what running requests may still cost. Reserving is one atomic step over all budgets of a request:
 * it fits into each of them, or nothing is reserved. What is spent is never less than what the stored requests cost.
 */
export interface BudgetStore {
  /** The position of the budget that has no room, or -1. */
  reserve(reservation: Reservation): number | Promise<number>;
  /** The request ended: its reservation goes, what it cost stays. */
  settle(reservation: Reservation, costMicroUsd: number): void | Promise<void>;
  peek(
    orgId: string,
    month: string,
    ids: readonly string[],
  ): readonly BudgetLevel[] | Promise<readonly BudgetLevel[]>;
}
