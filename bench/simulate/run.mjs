/** `npm run demo:simulate`: customers and their end users, simulated, against a product of their own; see README.md. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { bundleServer } from "../../scripts/lib/build.mjs";
import { freePort } from "../../scripts/lib/embedded-postgres.mjs";
import { openInstallation } from "./installation.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    sessions: { type: "string", default: "6000" },
    rounds: { type: "string", default: "12" },
    minutes: { type: "string", default: "30" },
    keep: { type: "boolean", default: false },
  },
});
const root = path.resolve(import.meta.dirname, "../..");
const dataDir = mkdtempSync(path.join(os.tmpdir(), "floopy-simulation-"));
// The database runs as another user where this runs as root.
chmodSync(dataDir, 0o755);
const port = Number(process.env.PORT ?? (await freePort()));
console.log(`Starting a product of the simulation’s own in ${dataDir}…`);
const installation = await openInstallation({ dataDir, port, seed: values.seed });
let code = 1;
try {
  await bundleServer({ simulate: "bench/simulate/spawned/simulate.ts" });
  code = await simulate();
  if (values.keep) await untilInterrupted();
} finally {
  await installation.close();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(code);

function simulate() {
  const { seed, sessions, rounds, minutes } = values;
  const args = ["--url", installation.url, "--seed", seed, "--sessions", sessions];
  const script = path.join(root, "dist/simulate.js");
  const child = spawn(
    process.execPath,
    ["--enable-source-maps", script, ...args, "--rounds", rounds, "--minutes", minutes],
    { cwd: root, env: installation.env, stdio: "inherit" },
  );
  return new Promise((resolve) => child.once("exit", (status) => resolve(status ?? 1)));
}

function untilInterrupted() {
  console.log("\nThe product keeps running: Ctrl-C stops it and deletes its data.");
  return new Promise((resolve) => process.once("SIGINT", resolve));
}
