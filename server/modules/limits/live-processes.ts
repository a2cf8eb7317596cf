import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { errorFields, log } from "@/server/core/logger";

const TELL_EVERY_MS = 5_000;
const GONE_AFTER_MS = 20_000;
/** Until the first answer: a share that is small enough for most installations. */
const UNKNOWN = 8;

const TELL = `
  WITH gone AS (
    DELETE FROM limit_processes WHERE seen_at < clock_timestamp() - $2 * interval '1 millisecond' AND id <> $1
  ), told AS (
    INSERT INTO limit_processes (id, seen_at) VALUES ($1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
  )
  SELECT count(*)::int AS others FROM limit_processes
  WHERE id <> $1 AND seen_at >= clock_timestamp() - $2 * interval '1 millisecond'`;

/**
 * How many processes share the limits: each says every few seconds that it is there. Only asked for its number when
 * the place of the limits is away, so what was last heard is good enough.
 */
export class LiveProcesses {
  readonly #pool: () => Pool;
  readonly #id = randomUUID();
  #timer: NodeJS.Timeout | null = null;
  #count = UNKNOWN;

  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  get count(): number {
    return this.#count;
  }

  join(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => void this.tell(), TELL_EVERY_MS).unref();
    void this.tell();
  }

  /** Says that this process is there, and hears how many others are. */
  async tell(): Promise<void> {
    try {
      const { rows } = await this.#pool().query<{ others: number }>({
        name: "floopy_limit_processes",
        text: TELL,
        values: [this.#id, GONE_AFTER_MS],
      });
      this.#count = 1 + (rows[0]?.others ?? 0);
    } catch (thrown) {
      log.debug("the number of processes is not known anew", errorFields(thrown));
    }
  }

  async leave(): Promise<void> {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    await this.#pool().query("DELETE FROM limit_processes WHERE id = $1", [this.#id]);
  }
}
