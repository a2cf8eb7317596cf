import { LRUCache } from "lru-cache";
import type { BudgetLevel, BudgetStore, Reservation } from "./budget-store";

const LEVELS_MAX = 200_000;

/** Budgets of one process: a restart forgets reservations and learns from the database what is spent. */
export class MemoryBudgetStore implements BudgetStore {
  #month = "";
  /** Those of end users may be many: who has asked for nothing the longest is looked up again. */
  #levels = new LRUCache<string, BudgetLevel>({ max: LEVELS_MAX });

  reserve({ month, budgets, amountMicroUsd }: Reservation): number {
    for (const [index, { id, limitMicroUsd, spentMicroUsd }] of budgets.entries()) {
      const level = this.#level(month, id);
      level.spentMicroUsd = Math.max(level.spentMicroUsd, spentMicroUsd);
      if (limitMicroUsd === null) continue;
      const used = level.spentMicroUsd + level.reservedMicroUsd;
      if (used >= limitMicroUsd || used + amountMicroUsd > limitMicroUsd) return index;
    }
    for (const { id } of budgets) this.#level(month, id).reservedMicroUsd += amountMicroUsd;
    return -1;
  }

  settle({ month, budgets, amountMicroUsd }: Reservation, costMicroUsd: number): void {
    if (month < this.#month) return;
    for (const { id } of budgets) {
      const level = this.#level(month, id);
      level.reservedMicroUsd = Math.max(level.reservedMicroUsd - amountMicroUsd, 0);
      level.spentMicroUsd += costMicroUsd;
    }
  }

  peek(_orgId: string, month: string, ids: readonly string[]): readonly BudgetLevel[] {
    return ids.map((id) => ({ ...this.#level(month, id) }));
  }

  #level(month: string, id: string): BudgetLevel {
    if (month > this.#month) {
      this.#month = month;
      this.#levels.clear();
    }
    const level = this.#levels.get(id) ?? { spentMicroUsd: 0, reservedMicroUsd: 0 };
    this.#levels.set(id, level);
    return level;
  }
}
