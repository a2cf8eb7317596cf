import { sharedRedis } from "@/server/integrations/redis";
import { counterPlace, countersPool } from "@/server/modules/limits";
import { BudgetGuard } from "./budget-guard";
import type { BudgetStore } from "./budget-store";
import { EndUserLedger } from "./end-user-ledger";
import { MemoryBudgetStore } from "./memory-budget-store";
import { PostgresBudgetStore } from "./postgres-budget-store";
import { RedisBudgetStore } from "./redis-budget-store";
import { SpendLedger } from "./spend-ledger";

/** One per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyBudgets?: BudgetGuard };

/** The budgets of this installation, counted where its limits are. */
export function sharedBudgets(): BudgetGuard {
  registry.floopyBudgets ??= new BudgetGuard(
    makeStore(),
    new SpendLedger(countersPool),
    new EndUserLedger(countersPool),
  );
  return registry.floopyBudgets;
}

function makeStore(): BudgetStore {
  const redis = sharedRedis();
  switch (counterPlace()) {
    case "memory":
      return new MemoryBudgetStore();
    case "redis":
      return redis === null ? new MemoryBudgetStore() : new RedisBudgetStore(redis);
    case "postgres":
      return new PostgresBudgetStore(countersPool);
  }
}
