import { countersPool } from "./counters-pool";

/** Deletes rows of buckets that have long been full, which is what no row means. Returns how many there were. */
export async function forgetFullBuckets(): Promise<number> {
  const { rowCount } = await countersPool().query(
    "DELETE FROM limit_states WHERE tat_ms < extract(epoch FROM clock_timestamp()) * 1000 - 600000",
  );
  return rowCount ?? 0;
}
