import { writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { measureLatency } from "../latency";
import { measureOffline } from "../offline";
import { offlineTable, pairTable } from "../offline-tables";
import { type Pool, readPools, withFewModels } from "../outcomes";
import { measurePairs } from "../pairs";
import { measurePoisoning } from "../poisoning";
import { measurePool } from "../pool-report";
import { falseAlarmLine, measureFalseAlarms } from "../rollback-alarms";
import { budgetTable, driftLine, newModelLine, unseenLine } from "../scenario-tables";
import { measureNewModel, measureUnseen } from "../scenarios";
import { measureBudgets, measureDrift } from "../steering";
import { latencyTable, poisonTable, poolTable, unlearningLine } from "../tables";
import { targetsOf } from "../targets";
import { measureUnlearning } from "../unlearning";
import { WORLD, type WorldConfig } from "../world";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    seeds: { type: "string", default: "4" },
    sessions: { type: "string", default: String(WORLD.sessions) },
    tenants: { type: "string", default: String(WORLD.tenants) },
    lambda: { type: "string" },
    pool: { type: "string" },
    only: { type: "string" },
    models: { type: "string" },
    parts: { type: "string", default: "offline,online,scenarios,code" },
    train: { type: "string" },
    "pace-every": { type: "string", default: "20" },
    json: { type: "string" },
  },
});

if (options.data === undefined) {
  console.error(
    "npm run bench:routing -- --data <folder of outcome tables> [--parts offline,online,scenarios,code] [--train folder] [--seeds 4] [--pool 1,3] [--only guards,static] [--models 3]",
  );
  process.exit(1);
}

/** A pool needs this many models for a choice to be worth learning. */
const MODELS_MIN = 5;
const wanted = options.pool?.split(",").map(Number);
const all = readPools(options.data);
const pools = all
  .filter(({ models }) => models.length >= MODELS_MIN)
  .filter((_, index) => wanted === undefined || wanted.includes(index + 1))
  .map((pool) => (options.models === undefined ? pool : withFewModels(pool, Number(options.models))));
const trainingPools = options.train === undefined ? [] : readPools(options.train);
const parts = new Set(options.parts.split(","));
const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);
const only = options.only === undefined ? null : new Set(options.only.split(","));

console.log(
  `${os.availableParallelism()} cores, Node ${process.version}; simulated users on real model outcomes`,
);
console.log(
  `${seeds.length} seeds of ${options.sessions} sessions; mean ± standard error over seeds; offline: five folds${options.train === undefined ? "" : ", learned from other prompts"}\n`,
);
const report: Record<string, unknown> = {};
if (parts.has("offline")) report.offline = offline();
if (parts.has("online")) report.online = pools.map(online);
if (parts.has("scenarios")) report.scenarios = pools.map(scenarios);
if (parts.has("code")) report.code = code();
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);

function configOf(pool: Pool): WorldConfig {
  // One request of the dearest model costs little in a pool of short answers: there, money has to count for more.
  const lambda = options.lambda === undefined ? (pool.datasets.length === 1 ? 8 : 4) : Number(options.lambda);
  return { ...WORLD, lambda, sessions: Number(options.sessions), tenants: Number(options.tenants) };
}

function trainingFor({ models }: Pool): Pool | null {
  return trainingPools.find((pool) => pool.models.join() === models.join()) ?? null;
}

function offline(): object {
  const reports = pools.map((pool) => {
    const measured = measureOffline(pool, trainingFor(pool));
    console.log(`${offlineTable(measured, targetsOf(pool))}\n`);
    return measured;
  });
  const pairs = all.filter(({ models }) => models.length === 2).flatMap(measurePairs);
  if (pairs.length > 0) console.log(`${pairTable(pairs)}\n`);
  return { reports, pairs };
}

function online(pool: Pool): object {
  const config = configOf(pool);
  const measured = measurePool(pool, config, seeds, only);
  console.log(poolTable(measured, targetsOf(pool)));
  const poisoning = only === null || only.has("poisoning") ? measurePoisoning(pool, config, seeds) : null;
  if (poisoning !== null) console.log(poisonTable(poisoning));
  console.log("");
  return { pool: measured, poisoning };
}

function scenarios(pool: Pool): object {
  const config = configOf(pool);
  console.log(`What may happen, ${pool.name}\n`);
  const unseen = measureUnseen(pool, config, seeds);
  console.log(`${unseenLine(unseen)}\n`);
  const budgets = measureBudgets(pool, config, seeds[0] ?? 1, Number(options["pace-every"]));
  console.log(`${budgetTable(budgets)}\n`);
  const newModel = measureNewModel(pool, config, seeds);
  console.log(`${newModelLine(newModel)}\n`);
  const drift = measureDrift(pool, config, seeds);
  console.log(`${driftLine(drift)}\n`);
  return { pool: pool.name, unseen, budgets, newModel, drift };
}

function code(): object {
  const latency = measureLatency(all.flatMap(({ outcomes }) => outcomes.flatMap(({ text }) => text ?? [])));
  const unlearning = measureUnlearning();
  const alarms = measureFalseAlarms();
  console.log(latencyTable(latency));
  console.log(unlearningLine(unlearning));
  console.log(falseAlarmLine(alarms));
  return { latency, unlearning, alarms };
}
