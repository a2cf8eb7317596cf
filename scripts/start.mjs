/** `npm start`: everything from a fresh clone to a running product. `--dev` runs the sources with reload. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { keptSecret, prepareDataDir } from "./lib/data-dir.mjs";
import { ensureInstalled, requireNode } from "./lib/install.mjs";
import { fail, say } from "./lib/log.mjs";

const root = path.resolve(import.meta.dirname, "..");
const isDev = process.argv.includes("--dev");
const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);

requireNode();
if (!Number.isInteger(port) || port < 1 || port > 65535)
  fail(`PORT=${process.env.PORT} is not a port number.`);
await requireFreePort();
const dataDir = prepareDataDir();
const lockFile = path.join(dataDir, "running.pid");
requireUnlocked();
ensureInstalled();

const { SERVER_ENTRIES, bundleServer, ensureBuilt, ensurePrismaClient, watchServer } = await import(
  "./lib/build.mjs"
);
const { ensureWidget } = await import("./lib/widget.mjs");
let server = null;
let isStopping = false;
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
const database = await openDatabase();
await build();
Object.assign(process.env, {
  NODE_ENV: isDev ? "development" : "production",
  PORT: String(port),
  HOST: host,
  FLOOPY_DATA_DIR: dataDir,
  FLOOPY_MASTER_KEY: process.env.FLOOPY_MASTER_KEY ?? keptSecret(dataDir, "master-key"),
  DATABASE_URL: database.url,
  FLOOPY_EMBEDDED: database.isEmbedded ? "1" : "0",
});
const demo = process.env.FLOOPY_DEMO === "off" ? null : await seed();
server = startServer();
await new Promise((resolve) => server.once("message", resolve));
printWelcome();
if (isDev) await restartOnChange();

/** After the database, which fails sooner and more often. */
async function build() {
  if (!isDev) return ensureBuilt();
  ensurePrismaClient();
  await ensureWidget();
  await bundleServer({ ...SERVER_ENTRIES, seed: "prisma/seed.ts" });
}

async function requireFreePort() {
  const probe = net.createServer();
  await new Promise((resolve) => {
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE")
        fail(`Port ${port} is taken.`, `Stop what runs there, or choose another: PORT=${port + 1} npm start`);
      fail(`Cannot listen on ${host}:${port}: ${error.code}.`, "Choose another with PORT=… or HOST=…");
    });
    probe.listen(port, host, () => probe.close(resolve));
  });
}

function requireUnlocked() {
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8"));
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return;
  }
  if (pid === process.pid) return;
  fail(
    `Floopy already runs on the data folder ${dataDir} (process ${pid}).`,
    "Stop it, or set FLOOPY_DATA_DIR to another folder.",
  );
}

async function openDatabase() {
  const { applyMigrations } = await import("./lib/schema-engine.mjs");
  const embedded = process.env.DATABASE_URL ? null : await startEmbedded();
  const url = embedded ? embedded.url("postgres") : process.env.DATABASE_URL;
  try {
    const applied = await applyMigrations(url);
    if (applied.length > 0)
      say(`Applied ${applied.length} database migration${applied.length === 1 ? "" : "s"}.`);
  } catch (error) {
    await embedded?.stop();
    const where = embedded ? "the embedded database" : "the database in DATABASE_URL";
    fail(`Cannot prepare ${where}.`, String(error.message).split("\n").slice(0, 6).join("\n  "));
  }
  // Whatever ends this process, a failed build included, must not leave the database running.
  process.once("exit", () => embedded?.signalStop());
  return { url, isEmbedded: embedded !== null, stop: async () => embedded?.stop() };
}

async function startEmbedded() {
  const { startEmbeddedPostgres } = await import("./lib/embedded-postgres.mjs");
  writeFileSync(lockFile, String(process.pid));
  process.once("exit", () => rmSync(lockFile, { force: true }));
  try {
    return await startEmbeddedPostgres(dataDir);
  } catch (error) {
    return fail(
      "The embedded PostgreSQL did not start.",
      String(error.message).trim(),
      `Its files are in ${dataDir}.`,
    );
  }
}

async function seed() {
  const { seedDemo } = await import(path.join(root, "dist/seed.js"));
  const { generateApiKey } = await import(path.join(root, "dist/seed.js"));
  const apiKey = keptSecret(dataDir, "demo-api-key", () => generateApiKey("server"));
  const pageKey = keptSecret(dataDir, "demo-page-key", () => generateApiKey("publishable"));
  const { orgSlug, ...access } = await seedDemo({
    ...{ apiKey, pageKey, origins: ownOrigins() },
    password: keptSecret(dataDir, "demo-password", () => randomBytes(9).toString("base64url")),
  });
  // For the demo chat: a customer's server would have its key the same way.
  Object.assign(process.env, {
    FLOOPY_DEMO_SERVER_KEY: apiKey,
    FLOOPY_DEMO_PAGE_KEY: pageKey,
    FLOOPY_DEMO_SLUG: orgSlug,
  });
  return access;
}

/** Where pages of this installation are opened. */
function ownOrigins() {
  const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const publicUrl = process.env.FLOOPY_PUBLIC_URL;
  return publicUrl === undefined ? own : [...own, new URL(publicUrl).origin];
}

function startServer() {
  // Mapped stacks cost some 40 MB once the first error is thrown; the bundle keeps its names, so only developers get them.
  const child = spawn(process.execPath, [...(isDev ? ["--enable-source-maps"] : []), "dist/main.js"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    // By default glibc keeps a heap of its own for each thread: some 45 MB that a gateway never uses.
    env: { MALLOC_ARENA_MAX: "2", ...process.env },
  });
  child.once("exit", (code, signal) => {
    if (child === server) void end(code, signal);
  });
  return child;
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  say("\nStopping…");
  if (server === null) process.exit(130);
  server.kill("SIGTERM");
}

async function end(code, signal) {
  await database.stop();
  if (!isStopping) console.error(`The server ended unexpectedly (${signal ?? code}).`);
  process.exit(isStopping ? 0 : (code ?? 1));
}

/** Next reloads its own part; a change of anything the server bundles replaces the process. */
async function restartOnChange() {
  let isFirst = true;
  await watchServer(SERVER_ENTRIES, () => {
    if (isFirst || isStopping) {
      isFirst = false;
      return;
    }
    say("Server sources changed; restarting.");
    const old = server;
    server = null;
    old.once("exit", () => {
      server = startServer();
    });
    old.kill("SIGTERM");
  });
}

function printWelcome() {
  const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  say(`\nFloopy is running at ${url}${isDev ? " (development)" : ""}`);
  say(`Data: ${database.isEmbedded ? dataDir : `your database; journal in ${dataDir}`}`);
  if (demo === null) return;
  say(`\nSign in     ${url}/sign-in\n  e-mail    ${demo.loginEmail}\n  password  ${demo.loginPassword}`);
  say(`\nDemo chat   ${url}/demo/chat`);
  say(`\nTry it (the sandbox provider answers, no model key needed):\n`);
  say(
    `curl ${url}/v1/chat/completions \\\n  -H "Authorization: Bearer ${demo.apiKey}" \\\n  -H "Content-Type: application/json" \\\n  -d '{"model":"auto","messages":[{"role":"user","content":"Hello!"}]}'`,
  );
  say(`\nFLOOPY_BASE_URL=${url}/v1\nFLOOPY_API_KEY=${demo.apiKey}\n`);
}
