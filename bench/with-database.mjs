/** Runs a measuring program on a migrated database of its own, which is gone afterwards. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bundleServer } from "../scripts/lib/build.mjs";
import { startEmbeddedPostgres } from "../scripts/lib/embedded-postgres.mjs";
import { applyMigrations } from "../scripts/lib/schema-engine.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** `source` is a TypeScript file, `args` those of the command. Returns the program's exit status. */
export async function runWithDatabase(source, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "floopy-bench-"));
  // As root, the embedded database runs as another user, which must be able to reach its folder.
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres(folder, { isDetached: false });
  try {
    await applyMigrations(postgres.url("postgres"));
    const name = path.basename(source, ".ts");
    await bundleServer({ [name]: source });
    const env = {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: postgres.url("postgres"),
      FLOOPY_DATA_DIR: folder,
      FLOOPY_MASTER_KEY: randomBytes(32).toString("base64"),
      LOG_LEVEL: "error",
    };
    const script = path.join(root, "dist", `${name}.js`);
    const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...args], {
      stdio: "inherit",
      env,
    });
    return status ?? 1;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
