/** Checks no tool does for us: file sizes and paths named in documents. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { missingPlatforms } from "./lock-platforms.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const LINES_MAX = 400;
/** Data tables and recorded material may be longer, in a file of their own. */
const MAY_BE_LONGER = /\/fixtures\/|\/generated\/|-table\.ts$|-data\.ts$|-fixtures\.ts$/;
const SKIP = new Set([
  "node_modules",
  ".next",
  "dist",
  ".git",
  ".floopy",
  "generated",
  "test-results",
  "playwright-report",
  ".cache",
]);

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIP.has(entry.name)) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full);
    else yield full;
  }
}

/** Source files over the stop. */
export function longFiles() {
  const found = [];
  for (const file of walk(root)) {
    if (!/\.(ts|tsx|mjs|cjs|js|css)$/.test(file) || MAY_BE_LONGER.test(file)) continue;
    const lines = readFileSync(file, "utf8").split("\n").length - 1;
    if (lines > LINES_MAX)
      found.push(`${path.relative(root, file)}: ${lines} lines, the stop is ${LINES_MAX}`);
  }
  return found;
}

const PATH_IN_DOCUMENT = /`((?:app|server|prisma|public|e2e|bench|scripts)\/[\w./[\]()-]+)`/g;

/** Paths that a Markdown document names and that are not there. */
export function deadPaths() {
  const found = [];
  for (const file of walk(root)) {
    if (!file.endsWith(".md")) continue;
    for (const [, named] of readFileSync(file, "utf8").matchAll(PATH_IN_DOCUMENT)) {
      if (!existsSync(path.join(root, named)))
        found.push(`${path.relative(root, file)} names ${named}, which does not exist`);
    }
  }
  return found;
}

/** Binary packages of other platforms that the lock file lacks. */
export function incompleteLock() {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const missing = Object.keys(missingPlatforms(packages));
  return missing.length === 0
    ? []
    : [`${missing.length} platform packages are missing: run npm run lock:complete`];
}
