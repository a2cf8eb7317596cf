/** `npm run verify`: format, lint, types, layers, dead code, sizes and document paths. No database. */
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureInstalled, requireNode } from "./lib/install.mjs";

requireNode();
ensureInstalled();
const { ensurePrismaClient } = await import("./lib/build.mjs");
const { deadPaths, longFiles, incompleteLock } = await import("./lib/checks.mjs");
ensurePrismaClient();

const root = path.resolve(import.meta.dirname, "..");

/** dependency-cruiser needs the JavaScript API of TypeScript 5; the native compiler checks the same types in a quarter of the time. */
const BINARIES = { tsc: "typescript-native/bin/tsc" };

function tool(name, ...args) {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, "node_modules", BINARIES[name] ?? `.bin/${name}`), args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: "1" },
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) =>
      resolve({ name: `${name} ${args[0]}`, problems: code === 0 ? [] : [output.trim()] }),
    );
  });
}

const results = await Promise.all([
  tool("biome", "check", "--error-on-warnings", "."),
  tool("tsc", "--noEmit"),
  tool(
    "depcruise",
    "app",
    "server",
    "prisma",
    "e2e",
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "err",
  ),
  tool("knip", "--no-progress"),
  { name: "file sizes", problems: longFiles() },
  { name: "document paths", problems: deadPaths() },
  { name: "lock file", problems: incompleteLock() },
]);

for (const { name, problems } of results) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}`);
  for (const problem of problems) console.log(problem);
}
process.exit(results.every((result) => result.problems.length === 0) ? 0 : 1);
