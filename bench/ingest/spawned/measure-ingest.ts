/** Stores records in batches and says what each costs this process and PostgreSQL, and where the time goes. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { checkAnswers } from "@/server/modules/evaluations";
import { closeIngestPool, ingestBatch, type RequestRecord } from "@/server/modules/ingest";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { treeUsage } from "../../gateway/processes.mjs";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "12000" },
    organizations: { type: "string", default: "20" },
    batches: { type: "string", default: "20,200,1000" },
  },
});
const databasePid = Number(
  readFileSync(`${process.env.FLOOPY_DATA_DIR}/database/postgres/postmaster.pid`, "utf8").split("\n")[0],
);
const recordsTotal = Number(values.records);

/** A body of one kilobyte each way, four requests a session, a decision among four models. */
function record(org: TestOrg, n: number): RequestRecord {
  const model = `model-${n % 4}`;
  const base = testRecord(org, {
    sessionId: `session-${Math.floor(n / 4)}`,
    endUserId: `user-${n % 500}`,
    routeId: `route-${org.projectId}`,
    model,
    responseModel: model,
    latencyMs: 80 + ((n * 37) % 4000),
    attempts: [],
    properties: { feature: "search" },
    taskCategory: "general",
  });
  const text = "A sentence of ordinary length that stands for what somebody has asked. ".repeat(14);
  return {
    ...base,
    decision: {
      ...base.decision,
      candidates: [0, 1, 2, 3].map((k) => ({ provider: "sandbox", model: `model-${k}`, probability: 0.25 })),
    } as unknown as RequestRecord["decision"],
    bodies: {
      requestBody: JSON.stringify({ model: "auto", messages: [{ role: "user", content: text }] }),
      responseBody: JSON.stringify({ choices: [{ message: { role: "assistant", content: text } }] }),
      isTruncated: false,
      isRedacted: false,
    },
  };
}

const spentMs = new Map<string, number>();

/** Adds up how long each kind of statement took, by its first words. */
function watchStatements(): void {
  const prototype = Client.prototype as unknown as { query(...args: unknown[]): unknown };
  const original = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const startedAt = performance.now();
    const result = original.apply(this, args);
    const [statement] = args as [string | { text?: string; name?: string }];
    const text = typeof statement === "string" ? statement : (statement.text ?? "COPY");
    const name =
      /(?:insert into|from|join|update|copy|create temp table if not exists) (\w+)/i.exec(text)?.[0] ??
      text.trim().slice(0, 40);
    const done = () => spentMs.set(name, (spentMs.get(name) ?? 0) + performance.now() - startedAt);
    if (result instanceof Promise) result.then(done, () => {});
    else (result as NodeJS.EventEmitter)?.once?.("finish", done);
    return result;
  };
}

const orgs: TestOrg[] = [];
for (let k = 0; k < Number(values.organizations); k++) orgs.push(await createTestOrg("pro"));
let made = 0;
const batchOf = (size: number) =>
  Array.from({ length: size }, () => {
    const n = made++;
    return record(orgs[n % orgs.length] as TestOrg, Math.floor(n / orgs.length));
  });

watchStatements();
for (let k = 0; k < 5; k++) await ingestBatch(batchOf(200));

const rows: string[] = [];
for (const size of values.batches.split(",").map(Number)) {
  spentMs.clear();
  const batches = Array.from({ length: Math.ceil(recordsTotal / size) }, () => batchOf(size));
  const [cpu, database, startedAt] = [process.cpuUsage(), treeUsage(databasePid).cpuUs, performance.now()];
  let stored = 0;
  for (const batch of batches) stored += await ingestBatch(batch);
  const seconds = (performance.now() - startedAt) / 1000;
  const own = process.cpuUsage(cpu);
  const missing = batches.length * size - stored;
  rows.push(
    [
      String(size).padStart(6),
      Math.round(stored / seconds)
        .toLocaleString("en")
        .padStart(10),
      Math.round((own.user + own.system) / stored)
        .toString()
        .padStart(12),
      Math.round((treeUsage(databasePid).cpuUs - database) / stored)
        .toString()
        .padStart(12),
      String(missing).padStart(9),
    ].join(" "),
  );
  const total = [...spentMs.values()].reduce((sum, ms) => sum + ms, 0);
  console.log(`\nBatches of ${size}: share of the waiting time`);
  for (const [name, ms] of [...spentMs].sort((left, right) => right[1] - left[1]).slice(0, 14))
    console.log(`${((100 * ms) / total).toFixed(1).padStart(6)} %  ${name}`);
}
console.log(`\n batch    records/s  node CPU µs   db CPU µs   missing`);
for (const row of rows) console.log(row);

{
  const [{ count: waiting } = { count: 0 }] = await systemDb().$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM evaluation_queue`;
  const [cpu, database] = [process.cpuUsage(), treeUsage(databasePid).cpuUs];
  const looked = await checkAnswers(new Date());
  const own = process.cpuUsage(cpu);
  const each = (us: number) => Math.round(us / Math.max(1, looked));
  console.log(
    `\nAutomatic checks: ${looked.toLocaleString("en")} of ${waiting.toLocaleString("en")} answers, ` +
      `${each(own.user + own.system)} µs of node and ${each(treeUsage(databasePid).cpuUs - database)} µs of the database each`,
  );
}
const { count } = (
  await systemDb().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM requests`
)[0] ?? { count: 0 };
console.log(`${count.toLocaleString("en")} rows stored of ${made.toLocaleString("en")} made`);
await closeIngestPool();
await disconnectDb();
