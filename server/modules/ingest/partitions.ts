import type { ClientBase } from "pg";
import { errorFields, log } from "@/server/core/logger";
import { ingestPool } from "./ingest-pool";

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;
const PREPARE_EVERY_MS = 3_600_000;
const PAST_DAYS_MAX = 400;
const FUTURE_DAYS_MAX = 2;
const known = new Set<string>();

/** A record whose time is not believable can never be stored. */
export class UnstorableRecordError extends Error {
  override readonly name = "UnstorableRecordError";
}

/** Makes the day partitions of a batch; days made before cost nothing. */
export async function ensurePartitions(client: ClientBase, days: readonly string[]): Promise<void> {
  for (const day of days) {
    if (known.has(day)) continue;
    refuseOddDay(day);
    await client.query("SELECT floopy_ensure_partitions($1::date, $1::date)", [day]);
    known.add(day);
  }
}

/** Called when a transaction failed: what it made is gone again, and retention may have dropped the rest. */
export function forgetPartitions(): void {
  known.clear();
}

/** Makes today's and the next days' partitions now and every hour, so that midnight costs no request anything. Returns how to stop. */
export function keepPartitionsAhead(): () => void {
  const prepare = (): void => {
    prepareComingPartitions(new Date()).catch((thrown: unknown) => {
      log.warn("coming partitions were not made", errorFields(thrown));
    });
  };
  prepare();
  const timer = setInterval(prepare, PREPARE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

export async function prepareComingPartitions(now: Date): Promise<void> {
  const last = new Date(now.getTime() + DAYS_AHEAD * DAY_MS);
  await ingestPool().query("SELECT floopy_ensure_partitions($1::date, $2::date)", [
    isoDay(now),
    isoDay(last),
  ]);
}

export function isoDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function refuseOddDay(day: string): void {
  const ageDays = (Date.now() - Date.parse(day)) / DAY_MS;
  if (ageDays > PAST_DAYS_MAX || ageDays < -FUTURE_DAYS_MAX)
    throw new UnstorableRecordError(`no partition for ${day}`);
}
