/** One production installation of ours that all our contenders share: database, build, `scripts/start.mjs`. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "../../scripts/lib/embedded-postgres.mjs";
import { CORES, descendants, pin, start, stop } from "./processes.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const START_LIMIT_MS = 10 * 60_000;
const SETTLE_LIMIT_MS = 30_000;

/** Starts everything and leaves the all-in-one process running on `port`, beside the database until it is measured. */
export async function openInstallation({ port, mockPort, workDir }) {
  const dataDir = path.join(workDir, "floopy");
  mkdirSync(dataDir, { recursive: true });
  const postgres = await startEmbeddedPostgres(dataDir);
  const databasePid = Number(
    readFileSync(path.join(dataDir, "database/postgres/postmaster.pid"), "utf8").split("\n")[0],
  );
  for (const pid of [databasePid, ...descendants(databasePid)]) pin(pid, CORES.database);
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: postgres.url("postgres"),
    FLOOPY_DATA_DIR: dataDir,
    FLOOPY_MASTER_KEY: randomBytes(32).toString("base64"),
    FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1",
    FLOOPY_DEMO: "off",
    LOG_LEVEL: "error",
  };
  const starter = start(process.execPath, ["scripts/start.mjs"], { cwd: root, env });
  try {
    await started(starter);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const mainPid = descendants(starter.pid).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dist/main.js"),
  );
  pin(mainPid, CORES.database);
  const db = new pg.Client({ connectionString: postgres.url("postgres") });
  // On Ctrl-C the embedded database stops by itself, perhaps before us.
  db.on("error", () => {});
  await db.connect();
  return {
    env,
    mainPid,
    databasePid,
    makeCaller: (firewall = "on") => makeCaller(env, mockPort, firewall),
    /** Waits until every answered request of the organisation is stored; returns how many are missing. */
    stored: (orgId, expected) => stored(db, orgId, expected),
    async close() {
      await db.end().catch(() => {});
      await stop(starter, "SIGTERM", 30_000);
      await postgres.stop();
    },
  };
}

function started(starter) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`npm start ${why}:\n${starter.output}`));
    const timer = setTimeout(() => fail("took too long"), START_LIMIT_MS);
    starter.stdout.on("data", () => {
      if (!starter.output.includes("Floopy is running at")) return;
      clearTimeout(timer);
      resolve();
    });
    starter.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

/** An organisation of its own per contender, so that its stored records can be counted. */
async function makeCaller(env, mockPort, firewall) {
  const { bundleServer } = await import("../../scripts/lib/build.mjs");
  await bundleServer(["bench/gateway/spawned/setup-organization.ts"]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["dist/setup-organization.js", `http://127.0.0.1:${mockPort}/v1`, firewall],
    { cwd: root, env },
  );
  return JSON.parse(stdout.trim().split("\n").pop());
}

async function stored(db, orgId, expected) {
  const until = Date.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const { rows } = await db.query(
      "SELECT coalesce(sum(request_count), 0)::int AS count FROM request_rollups WHERE org_id = $1",
      [orgId],
    );
    if (rows[0].count >= expected || Date.now() > until) return Math.max(0, expected - rows[0].count);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
