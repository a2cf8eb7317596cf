/**
 * `npm test`: installs what is missing, checks the code, runs every test, the browser ones included.
 *
 * Some tests wait for what happens within seconds in other processes, and a machine that is busy elsewhere can
 * be slower than that. What failed is therefore run once more, alone. A test that fails twice has failed; one that
 * passes then counts as passed and is named as unsteady at the end, so that somebody mends it.
 */
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
const { afterSecondRun, readBrowserReport, readUnitReport } = await import("./lib/test-report.mjs");

/** More failures than this are no accident of a busy machine: they are not run again. */
const MOST_RUN_AGAIN = 12;

const root = path.resolve(import.meta.dirname, "..");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
const extra = process.argv
  .slice(2)
  .filter((word, index, all) => word !== "--only" && all[index - 1] !== "--only");
const reports = path.join(root, "test-results");
rmSync(reports, { recursive: true, force: true });

const totals = { passed: 0, skipped: 0, failures: [], unsteady: [] };

function run(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return result.status === 0;
}

/** Runs tests and reads what they say; a run that fails without naming a test is a failure itself. */
function runAndRead(what, file, start, read) {
  mkdirSync(reports, { recursive: true });
  rmSync(file, { force: true });
  const isGreen = start();
  try {
    const report = read(JSON.parse(readFileSync(file, "utf8")));
    if (isGreen || report.failures.length > 0) return report;
  } catch (error) {
    say(`No report of the ${what} can be read: ${error.message}`);
  }
  return { passed: 0, skipped: 0, failures: [{ file: what, name: "the run itself", message: "" }] };
}

/** @param start what runs all tests, or those of the failures that it is given */
function runTests(what, file, start, read) {
  const first = runAndRead(what, file, () => start(null), read);
  const { length } = first.failures;
  if (length === 0 || length > MOST_RUN_AGAIN) return addUp({ ...first, unsteady: [] });
  say(`\n— what failed of the ${what}, once more and alone`);
  addUp(
    afterSecondRun(
      first,
      runAndRead(what, file, () => start(first.failures), read),
    ),
  );
}

function addUp({ passed, skipped, failures, unsteady }) {
  totals.passed += passed;
  totals.skipped += skipped;
  totals.failures.push(...failures);
  totals.unsteady.push(...unsteady);
}

if (only === null) {
  say("\n— verify");
  if (run(process.execPath, ["scripts/verify.mjs"])) totals.passed += 1;
  else totals.failures.push({ file: "scripts/verify.mjs", name: "verify", message: "" });
}

if (only === null || only === "unit") {
  say("\n— unit and database tests");
  ensurePrismaClient();
  // Here, so that no two test files install the same at once; without them some tests are skipped.
  for (const tool of ["redis-server", "slowhttptest"]) ensureDebianTool(tool);
  const file = path.join(reports, "vitest.json");
  const vitest = path.join(root, "node_modules/.bin/vitest");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const again = (failures) => [...new Set(failures.map((one) => one.file)), "--no-file-parallelism"];
  runTests(
    "unit tests",
    file,
    (failures) => run(vitest, ["run", ...reporters, ...(failures === null ? extra : again(failures))]),
    (json) => readUnitReport(json, root),
  );
}

if (only === null || only === "e2e") {
  say("\n— browser tests");
  const browser = ensureBrowser();
  await ensureBuilt();
  const file = path.join(reports, "playwright.json");
  const playwright = path.join(root, "node_modules/.bin/playwright");
  const env = { FLOOPY_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  runTests(
    "browser tests",
    file,
    (failures) =>
      run(playwright, ["test", ...(failures === null ? extra : ["--last-failed", "--workers=1"])], env),
    readBrowserReport,
  );
}

function list(title, failures) {
  if (failures.length === 0) return;
  say(`\n${title}`);
  for (const { file, name, message } of failures) {
    say(`  ${file} › ${name}`);
    for (const line of message.split("\n").slice(0, 12)) if (line.trim() !== "") say(`      ${line}`);
  }
}

if (totals.passed + totals.failures.length === 0) fail("No test ran.");
list("Unsteady: failed beside other tests and passed alone.", totals.unsteady);
list("Failed:", totals.failures);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
say(`\n${totals.passed} passed, ${totals.failures.length} failed${skipped}`);
process.exit(totals.failures.length === 0 ? 0 : 1);
