import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../../scripts/lib/embedded-postgres.mjs";
import { applyMigrations } from "../../scripts/lib/schema-engine.mjs";

/** A real PostgreSQL for the run, with every migration applied; DATABASE_URL is used instead when it is set. */
export async function setup(): Promise<() => Promise<void>> {
  process.env.FLOOPY_MASTER_KEY ??= "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
  process.env.LOG_LEVEL ??= "silent";
  if (process.env.DATABASE_URL) {
    await applyMigrations(process.env.DATABASE_URL);
    return async () => {};
  }
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-test-"));
  const server = await startEmbeddedPostgres(folder, {
    isDetached: false,
    flags: ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
  });
  process.env.DATABASE_URL = server.url("postgres");
  await applyMigrations(process.env.DATABASE_URL);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
