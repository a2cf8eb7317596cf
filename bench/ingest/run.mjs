/** `npm run bench:ingest`: what storing a record costs, in a database of its own. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bundleServer } from "../../scripts/lib/build.mjs";
import { startEmbeddedPostgres } from "../../scripts/lib/embedded-postgres.mjs";
import { applyMigrations } from "../../scripts/lib/schema-engine.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(os.tmpdir(), "floopy-bench-"));
// As root, the embedded database runs as another user, which must be able to reach its folder.
chmodSync(folder, 0o711);
const postgres = await startEmbeddedPostgres(folder, { isDetached: false });
let status = 1;
try {
  await applyMigrations(postgres.url("postgres"));
  await bundleServer({ "measure-ingest": "bench/ingest/spawned/measure-ingest.ts" });
  const databasePid = readFileSync(path.join(folder, "database/postgres/postmaster.pid"), "utf8").split(
    "\n",
  )[0];
  const script = path.join(root, "dist/measure-ingest.js");
  ({ status } = spawnSync(
    process.execPath,
    ["--enable-source-maps", script, databasePid, ...process.argv.slice(2)],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        NODE_ENV: "production",
        DATABASE_URL: postgres.url("postgres"),
        FLOOPY_MASTER_KEY: randomBytes(32).toString("base64"),
        LOG_LEVEL: "error",
      },
    },
  ));
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);
