/** A product of the simulation's own: what its users teach must not reach anybody's. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { startEmbeddedPostgres } from "../../scripts/lib/embedded-postgres.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const START_LIMIT_MS = 10 * 60_000;
const STOP_LIMIT_MS = 30_000;

/** Starts the product as a user does, over the data folder, and says how to reach it and its database. */
export async function openInstallation({ dataDir, port, seed }) {
  const env = {
    ...process.env,
    HOST: "127.0.0.1",
    PORT: String(port),
    FLOOPY_DATA_DIR: dataDir,
    // The draws of a session depend on it, and this installation has no secret to keep.
    FLOOPY_MASTER_KEY: createHash("sha256").update(`simulation ${seed}`).digest("base64"),
    FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1",
    FLOOPY_DEMO: "off",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
  delete env.DATABASE_URL;
  const product = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => product.kill("SIGTERM"));
  await started(product);
  // It runs already: this only asks where.
  const database = await startEmbeddedPostgres(dataDir);
  return {
    url: `http://127.0.0.1:${port}`,
    env: { ...env, NODE_ENV: "production", DATABASE_URL: database.url("postgres") },
    close: () => stop(product),
  };
}

function started(product) {
  let output = "";
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`The product ${why}.\n${output}`));
    const timer = setTimeout(() => fail("did not start in time"), START_LIMIT_MS);
    product.stdout.on("data", (bytes) => {
      output = (output + bytes).slice(-4_000);
      if (!output.includes("Floopy is running at")) return;
      clearTimeout(timer);
      resolve();
    });
    product.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

async function stop(product) {
  if (product.exitCode !== null) return;
  const gone = new Promise((resolve) => product.once("exit", resolve));
  product.kill("SIGTERM");
  const timer = setTimeout(() => product.kill("SIGKILL"), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}
