/** Builds what has changed: the Prisma client, the Next application, the widget, the server bundle. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, say } from "./log.mjs";
import { ensureWidget } from "./widget.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const bin = (name) => path.join(root, "node_modules/.bin", name);

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "generated" && entry.name !== "node_modules") yield* filesUnder(full);
    } else yield full;
  }
}

function fingerprint(...sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    const full = path.join(root, source);
    if (!existsSync(full)) continue;
    for (const file of statSync(full).isDirectory() ? [...filesUnder(full)].sort() : [full]) {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function once(stampFile, wanted, work) {
  const stamp = path.join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  work();
  writeFileSync(stamp, wanted);
  return true;
}

function runStep(title, command, args, env) {
  say(title);
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64e6,
  });
  if (result.status === 0) return;
  console.error(result.stdout, result.stderr);
  fail(`${title.replace("…", "")} failed.`, "The lines above say why.");
}

/** The typed database client. Without Prisma's downloaded engine (offline machines) any executable satisfies its check. */
export function ensurePrismaClient() {
  once("server/db/generated/.stamp", fingerprint("prisma/schema", "package-lock.json"), () =>
    runStep("Generating the database client…", bin("prisma"), ["generate"], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
      CHECKPOINT_DISABLE: "1",
    }),
  );
}

const BUNDLE = {
  absWorkingDir: root,
  outdir: "dist",
  // What a process of one role does not need is not loaded.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  sourcemap: "linked",
  tsconfig: "tsconfig.json",
  logLevel: "warning",
};

/** What the server runs as: the process, and beside it the threads that it starts. */
export const SERVER_ENTRIES = {
  main: "server/main.ts",
  "firewall-thread": "server/gateway/firewall/threads/screen-worker.ts",
};

/** Bundles server entries, by the name they get in dist/; packages stay outside. */
export async function bundleServer(entryPoints) {
  const { build } = await import("esbuild");
  await build({ ...BUNDLE, entryPoints });
}

/** Bundles again after each change of a source and calls `onBuilt` every time it worked. */
export async function watchServer(entryPoints, onBuilt) {
  const { context } = await import("esbuild");
  const notify = {
    name: "notify",
    setup: (build) => build.onEnd((result) => (result.errors.length === 0 ? onBuilt() : undefined)),
  };
  const watching = await context({ ...BUNDLE, entryPoints, plugins: [notify] });
  await watching.watch();
}

const SOURCES = [
  "app",
  "server",
  "prisma",
  "public",
  "next.config.js",
  "proxy.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];

/** A production build of everything, skipped when no source changed since the last one. */
export async function ensureBuilt() {
  ensurePrismaClient();
  await ensureWidget();
  const wanted = fingerprint(...SOURCES);
  const stamp = path.join(root, ".next/floopy-build");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  runStep("Building (once after each change, about a minute)…", bin("next"), ["build"], {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  rmSync(path.join(root, "dist/chunks"), { recursive: true, force: true });
  await bundleServer({ ...SERVER_ENTRIES, seed: "prisma/seed.ts" });
  writeFileSync(stamp, wanted);
}
