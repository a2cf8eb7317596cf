import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EmbeddedServer, startEmbeddedPostgres } from "./embedded-postgres.mjs";

let folder: string;
const running: EmbeddedServer[] = [];

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres(folder);
  running.push(server);
  return server;
}

async function query(server: EmbeddedServer, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const postmasterPid = (): number =>
  Number(readFileSync(path.join(folder, "database/postgres/postmaster.pid"), "utf8").split("\n")[0]);

/** Whether it still executes; a killed child that nobody has waited for yet does not. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "floopy-pg-"));
});

afterEach(async () => {
  await running.pop()?.stop();
  running.length = 0;
  await rm(folder, { recursive: true, force: true });
});

describe("the embedded PostgreSQL", () => {
  it("keeps its data from one start to the next", async () => {
    const first = await start();
    await query(first, "create table kept as select 42 as answer");
    await first.stop();
    expect((await query(await start(), "select answer from kept")).rows).toEqual([{ answer: 42 }]);
  });

  it("starts again after it was killed without warning, with what was committed", async () => {
    const first = await start();
    await query(first, "create table kept as select 42 as answer");
    const pid = postmasterPid();
    process.kill(pid, "SIGKILL");
    await vi.waitUntil(() => !isRunning(pid));
    expect((await query(await start(), "select answer from kept")).rows).toEqual([{ answer: 42 }]);
  });

  it("adopts a server that outlived its parent instead of failing or starting a second one", async () => {
    const first = await start();
    const second = await start();
    expect(second.wasAdopted).toBe(true);
    expect(second.port).toBe(first.port);
    expect((await query(second, "select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});
