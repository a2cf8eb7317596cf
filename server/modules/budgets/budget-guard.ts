import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import type { BudgetConfig } from "./budget-config";
import { counterId, dayOf, periodStart } from "./budget-counters";
import type { BudgetClaim, BudgetLevel, BudgetStore, Reservation } from "./budget-store";
import type { EndUserLedger } from "./end-user-ledger";
import { type MonthSpend, monthOf, type SpendLedger } from "./spend-ledger";

export interface SpendRequest {
  orgId: string;
  /** The request's id. */
  id: string;
  at: Date;
  budgets: readonly BudgetConfig[];
  /** For budgets of each end user. */
  endUserId: string | null;
  /** The most it may cost. */
  amountMicroUsd: number;
}

/** What was reserved; `settle` says what it really cost, 0 when it failed. */
export type Reserved =
  | { kind: "reserved"; settle(costMicroUsd: number): void }
  | { kind: "exhausted"; budget: BudgetConfig };

/**
 * Spends from budgets: reserves what a request may cost, and settles when it ends. When nobody can say whether it fits,
 * a budget that blocks answers 503, to be tried again: a limit on money that an outage lifts is none.
 */
export class BudgetGuard {
  readonly #store: BudgetStore;
  readonly #ledger: SpendLedger;
  readonly #endUsers: EndUserLedger;

  constructor(store: BudgetStore, ledger: SpendLedger, endUsers: EndUserLedger) {
    this.#store = store;
    this.#ledger = ledger;
    this.#endUsers = endUsers;
  }

  async reserve(request: SpendRequest): Promise<Reserved> {
    try {
      return await this.#tryReserve(request);
    } catch (thrown) {
      if (request.budgets.some(({ mode }) => mode === "block")) throw unknownRoom(thrown);
      log.warn("budgets that only alert were not asked", errorFields(thrown));
      return { kind: "reserved", settle: () => {} };
    }
  }

  /** The how manieth request of the month this is; null while that is not known. */
  countRequest(orgId: string, at: Date): number | null {
    return this.#ledger.countRequest(orgId, monthOf(at));
  }

  /** One that was counted came to nothing. */
  uncountRequest(orgId: string, at: Date): void {
    this.#ledger.uncountRequest(orgId, monthOf(at));
  }

  /** What was used this month, as stored. */
  spend(orgId: string, at: Date): Promise<MonthSpend> {
    return this.#ledger.freshSpend(orgId, monthOf(at));
  }

  levels(
    orgId: string,
    at: Date,
    ids: readonly string[],
  ): Promise<readonly BudgetLevel[]> | readonly BudgetLevel[] {
    return this.#store.peek(orgId, monthOf(at), ids);
  }

  async #tryReserve({ orgId, id, at, budgets, endUserId, amountMicroUsd }: SpendRequest): Promise<Reserved> {
    const month = monthOf(at);
    const spend = await this.#ledger.spend(orgId, month);
    const claims: BudgetClaim[] = [];
    for (const budget of budgets) {
      const limitMicroUsd = budget.mode === "alert" ? null : budget.limitMicroUsd;
      const spentMicroUsd =
        budget.scope === "end_user"
          ? await this.#spentByUser(orgId, budget, at, endUserId)
          : spentBy(budget, spend, at);
      claims.push({ id: counterId(budget, at, endUserId), limitMicroUsd, spentMicroUsd });
    }
    const reservation = { orgId, month, id, budgets: claims, amountMicroUsd };
    const budget = budgets[await this.#store.reserve(reservation)];
    if (budget !== undefined) return { kind: "exhausted", budget };
    return { kind: "reserved", settle: (costMicroUsd) => settle(this.#store, reservation, costMicroUsd) };
  }

  #spentByUser(
    orgId: string,
    budget: BudgetConfig,
    at: Date,
    endUserId: string | null,
  ): Promise<number> | number {
    if (endUserId === null) return 0;
    const { scopeId: projectId } = budget;
    return this.#endUsers.spent({ orgId, projectId, endUserId, since: periodStart(budget, at) });
  }
}

function unknownRoom(cause: unknown): AppError {
  return new AppError("dependency_unavailable", "nobody can say what is left of the budget", {
    userMessage:
      "The gateway cannot tell right now whether the budget allows this request. Try again shortly.",
    retryAfterSeconds: 2,
    cause,
  });
}

function settle(store: BudgetStore, reservation: Reservation, costMicroUsd: number): void {
  const done = store.settle(reservation, costMicroUsd);
  if (!(done instanceof Promise)) return;
  // What is lost here comes back from the stored requests; the reservation runs out.
  done.catch((thrown: unknown) => log.warn("a budget was not settled", errorFields(thrown)));
}

/** What a scope's stored requests have cost this month, or today. */
export function spentBy(
  { scope, scopeId, period }: Pick<BudgetConfig, "scope" | "scopeId" | "period">,
  spend: MonthSpend,
  at: Date,
): number {
  const today = spend.day.date === dayOf(at) ? spend.day.keys : [];
  let sum = 0;
  for (const row of period === "day" ? today : spend.keys) {
    const isPart =
      scope === "organization" || (scope === "project" ? row.projectId : row.apiKeyId) === scopeId;
    if (isPart) sum += row.costMicroUsd;
  }
  return sum;
}
