import { writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { measureLatency } from "../latency";
import { readPools } from "../outcomes";
import { measurePoisoning, type PoisonReport } from "../poisoning";
import { measurePool, type PoolReport } from "../pool-report";
import { latencyTable, poisonTable, poolTable, unlearningLine } from "../tables";
import { measureUnlearning } from "../unlearning";
import { WORLD } from "../world";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    seeds: { type: "string", default: "4" },
    sessions: { type: "string", default: String(WORLD.sessions) },
    lambda: { type: "string" },
    pool: { type: "string" },
    only: { type: "string" },
    json: { type: "string" },
  },
});

if (options.data === undefined) {
  console.error(
    "npm run bench:routing -- --data <folder of outcome tables> [--seeds 4] [--pool 1,3] [--only guards,static]",
  );
  process.exit(1);
}

/** A pool needs this many models for a choice to be worth learning. */
const MODELS_MIN = 5;
const wanted = options.pool?.split(",").map(Number);
const pools = readPools(options.data)
  .filter(({ models }) => models.length >= MODELS_MIN)
  .filter((_, index) => wanted === undefined || wanted.includes(index + 1));
const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);
const only = options.only === undefined ? null : new Set(options.only.split(","));

console.log(
  `${os.availableParallelism()} cores, Node ${process.version}; simulated users on real model outcomes`,
);
console.log(`${seeds.length} seeds of ${options.sessions} sessions; mean ± standard error over seeds\n`);
const reports: { pool: PoolReport; poisoning: PoisonReport | null }[] = [];
for (const pool of pools) {
  // One request of the dearest model costs little in a pool of short answers: there, money has to count for more.
  const lambda = options.lambda === undefined ? (pool.datasets.length === 1 ? 8 : 4) : Number(options.lambda);
  const config = { ...WORLD, lambda, sessions: Number(options.sessions) };
  const report = measurePool(pool, config, seeds, only);
  console.log(poolTable(report));
  const poisoning = only === null || only.has("poisoning") ? measurePoisoning(pool, config, seeds) : null;
  if (poisoning !== null) console.log(poisonTable(poisoning));
  console.log("");
  reports.push({ pool: report, poisoning });
}
const latency = measureLatency();
const unlearning = measureUnlearning();
console.log(latencyTable(latency));
console.log(unlearningLine(unlearning));
if (options.json !== undefined)
  writeFileSync(options.json, `${JSON.stringify({ reports, latency, unlearning }, null, 2)}\n`);
