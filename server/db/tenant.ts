import { appDb } from "./client";
import type { Prisma } from "./generated/client";

/** A transaction; inside `withTenant` it sees one organisation's rows only. */
export type Tx = Prisma.TransactionClient;

interface TenantScope {
  orgId: string;
}

/**
 * Runs `work` in one transaction bound to the organisation of `scope`: Row-Level Security hides every other
 * organisation's rows, and the binding ends with the transaction.
 */
export function withTenant<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return appDb().$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.org_id', ${scope.orgId}, true)`;
    return work(tx);
  }, TRANSACTION_LIMITS);
}

/** A person's own rows across organisations: their memberships and the organisations these name, read only. */
export function withUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return appDb().$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.user_id', ${userId}, true)`;
    return work(tx);
  }, TRANSACTION_LIMITS);
}

const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 20_000 };
