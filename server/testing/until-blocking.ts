import type { Tx } from "@/server/db/tenant";

/** Resolves once another connection waits for what the transaction holds. */
export async function untilBlocking(tx: Tx): Promise<void> {
  for (;;) {
    // Not pg_stat_activity, which stays as it was first read in a transaction.
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
    if ((row?.count ?? 0) > 0) return;
  }
}
