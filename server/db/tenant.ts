import { AppError } from "@/server/core/errors";
import { appDb } from "./client";
import { Prisma } from "./generated/client";

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
  return appDb()
    .$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.org_id', ${scope.orgId}, true)`;
      return work(tx);
    }, TRANSACTION_LIMITS)
    .catch((thrown: unknown) => {
      throw isBusy(thrown) ? busy(thrown) : thrown;
    });
}

/** No connection became free, or a transaction took too long: nothing was changed, and a retry may help. */
function isBusy(thrown: unknown): boolean {
  return thrown instanceof Prisma.PrismaClientKnownRequestError && BUSY_CODES.has(thrown.code);
}

const BUSY_CODES = new Set(["P2024", "P2028"]);

function busy(cause: unknown): AppError {
  return new AppError("dependency_unavailable", "the database is too busy", {
    userMessage: "The database is too busy right now. Try again shortly.",
    retryAfterSeconds: 2,
    cause,
  });
}

/** A person's own rows across organisations: their memberships and the organisations these name, read only. */
export function withUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return appDb().$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.user_id', ${userId}, true)`;
    return work(tx);
  }, TRANSACTION_LIMITS);
}

const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 20_000 };
