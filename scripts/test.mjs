/** `npm test`: installs what is missing, checks the code, runs every test, the browser ones included. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, requireNode } from "./lib/install.mjs";
import { fail, say } from "./lib/log.mjs";

requireNode();
ensureInstalled();
const { ensureBuilt, ensurePrismaClient } = await import("./lib/build.mjs");
const { ensureBrowser } = await import("./lib/browser.mjs");
const { ensureDebianTool } = await import("./lib/debian-tool.mjs");

const root = path.resolve(import.meta.dirname, "..");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
const extra = process.argv
  .slice(2)
  .filter((word, index, all) => word !== "--only" && all[index - 1] !== "--only");
const reports = path.join(root, "test-results");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };

function run(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return result.status === 0;
}

function count(file, read) {
  try {
    const [passed, failed, skipped] = read(JSON.parse(readFileSync(file, "utf8")));
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  } catch {
    totals.failed += 1;
  }
}

if (only === null) {
  say("\n— verify");
  if (run(process.execPath, ["scripts/verify.mjs"])) totals.passed += 1;
  else totals.failed += 1;
}

if (only === null || only === "unit") {
  say("\n— unit and database tests");
  ensurePrismaClient();
  // Here, so that no two test files install the same at once; without them some tests are skipped.
  for (const tool of ["redis-server", "slowhttptest"]) ensureDebianTool(tool);
  const report = path.join(reports, "vitest.json");
  const isGreen = run(path.join(root, "node_modules/.bin/vitest"), [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...extra,
  ]);
  count(report, (json) => [
    json.numPassedTests,
    json.numFailedTests,
    json.numPendingTests + json.numTodoTests,
  ]);
  if (!isGreen && totals.failed === 0) totals.failed += 1;
}

if (only === null || only === "e2e") {
  say("\n— browser tests");
  const browser = ensureBrowser();
  await ensureBuilt();
  const report = path.join(reports, "playwright.json");
  const isGreen = run(path.join(root, "node_modules/.bin/playwright"), ["test", ...extra], {
    FLOOPY_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  count(report, ({ stats }) => [stats.expected, stats.unexpected + stats.flaky, stats.skipped]);
  if (!isGreen && totals.failed === 0) totals.failed += 1;
}

if (totals.passed + totals.failed === 0) fail("No test ran.");
say(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`,
);
process.exit(totals.failed === 0 ? 0 : 1);
