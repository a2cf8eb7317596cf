/** `npm run bench:gateway`: every gateway on the same core, with the same load, in the same minutes. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { CELLS } from "./cells.mjs";
import { closeInstallation } from "./contenders/floopy.mjs";
import { BASE_ID, CONTENDERS } from "./contenders/list.mjs";
import { load, measure } from "./measure.mjs";
import { CORES, hasCommand, ready, startPinned } from "./processes.mjs";
import { cellTable, summarise } from "./report.mjs";
import { spread } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "6" },
    seconds: { type: "string", default: "2" },
    warmup: { type: "string", default: "5000" },
    only: { type: "string" },
    cells: { type: "string", default: Object.keys(CELLS).join(",") },
    rate: { type: "string" },
    port: { type: "string", default: "4700" },
    install: { type: "boolean", default: false },
    json: { type: "string" },
    profile: { type: "string" },
  },
});
const [rounds, seconds, warmupRequests, firstPort] = ["rounds", "seconds", "warmup", "port"].map((name) =>
  Number(options[name]),
);
const chosen = options.only === undefined ? null : new Set(["direct", ...options.only.split(",")]);
const cells = Object.fromEntries(options.cells.split(",").map((id) => [id, { ...CELLS[id] }]));
if (options.rate !== undefined && cells.rate !== undefined) cells.rate.rate = Number(options.rate);

if (process.platform !== "linux" || !hasCommand("taskset") || os.availableParallelism() < 2) {
  console.error("This bench needs Linux (/proc), taskset (util-linux) and two cores.");
  process.exit(1);
}

const WARMUP_LIMIT_MS = 30_000;
const workDir = mkdtempSync(path.join(os.tmpdir(), "floopy-bench-"));
// As root, the embedded database runs as another user, which must be able to reach its folder.
chmodSync(workDir, 0o711);
const cacheDir = path.resolve(import.meta.dirname, "../.cache");
mkdirSync(cacheDir, { recursive: true });
const script = (name) => path.join(import.meta.dirname, name);
const running = [];
const skipped = [];
let isCleaned = false;

async function cleanUp() {
  if (isCleaned) return;
  isCleaned = true;
  for (const { contender } of running) await contender.stop();
  await closeInstallation();
}
process.on("exit", () => rmSync(workDir, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, async () => {
    await cleanUp();
    process.exit(130);
  });

function skip(entry, reason) {
  skipped.push(`${entry.name}: ${reason}`);
  process.stderr.write(`skipped — ${skipped.at(-1)}\n`);
}

async function startAll(mockPort) {
  for (const [place, entry] of CONTENDERS.entries()) {
    if (chosen !== null && !chosen.has(entry.id)) continue;
    process.stderr.write(`starting ${entry.name}…\n`);
    const port = firstPort + 2 + place;
    const context = {
      port,
      sharedPort: firstPort + 1,
      mockPort,
      workDir,
      cacheDir,
      mayInstall: options.install,
      profileDir: options.profile,
    };
    try {
      const contender = await entry.start(context);
      if (contender.skip !== undefined) skip(entry, contender.skip);
      else running.push({ entry, contender });
    } catch (error) {
      const reason = `did not start: ${error.message.trim().slice(-1500)}`;
      skip(entry, skipped.some((line) => line.endsWith(reason)) ? "for the same reason" : reason);
    }
  }
}

/** Enough answers for compilers and pools; a contender that gives none is left out, with its reason. */
async function warmUp(generator) {
  for (const { entry, contender } of [...running]) {
    process.stderr.write(`warming up ${entry.name}…\n`);
    for (const cell of [CELLS.whole, CELLS.stream]) {
      const failures = await warmUpCell(generator, contender, cell);
      if (failures === null) continue;
      skip(entry, `no good answer (${cell.kind}): ${JSON.stringify(failures)}`);
      await contender.stop();
      running.splice(
        running.findIndex((other) => other.contender === contender),
        1,
      );
      break;
    }
    await contender.settle?.();
  }
}

async function warmUpCell(generator, contender, cell) {
  const until = Date.now() + WARMUP_LIMIT_MS;
  for (let served = 0; served < warmupRequests / 2 && Date.now() < until; ) {
    const result = await load(generator, contender, cell, 1);
    if (result.served === 0) return result.failures;
    served += result.served;
  }
  return null;
}

async function runRounds(generator) {
  const results = Object.fromEntries(
    Object.keys(cells).map((cellId) => [
      cellId,
      Object.fromEntries(running.map(({ entry }) => [entry.id, []])),
    ]),
  );
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}…\n`);
    for (const [cellId, cell] of Object.entries(cells))
      for (const { entry, contender } of running)
        results[cellId][entry.id].push(await measure(generator, contender, cell, seconds));
  }
  return results;
}

function describeMachine(results) {
  const all = Object.values(results).flatMap((byContender) => Object.values(byContender).flat());
  const model = /model name\s*: (.*)/.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "unknown processor";
  const part = (key) => spread(all.map((one) => one[key]));
  return {
    text: `${os.availableParallelism()} cores ${model}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Linux ${os.release()}, Node ${process.version}`,
    cores: CORES,
    loadAverage: os.loadavg()[0],
    busyCores: part("busyCores"),
    stealShare: part("stealShare"),
    generatorLagP99Ms: part("generatorLagP99Ms"),
  };
}

function print(results, machine) {
  const names = Object.fromEntries(running.map(({ entry }) => [entry.id, entry.name]));
  console.log(`\n${machine.text}`);
  console.log(
    `${rounds} interleaved rounds of ${seconds} s; median [min–max]; ratios against “${names[BASE_ID] ?? BASE_ID}” in the same round`,
  );
  console.log(
    `gateway on core ${CORES.gateway}, load on ${CORES.load}, mock on ${CORES.mock}, database on ${CORES.database}; ` +
      `steal at most ${(machine.stealShare.max * 100).toFixed(1)} %, load average ${machine.loadAverage.toFixed(1)}, ` +
      `open-loop requests sent late by p99 ${machine.generatorLagP99Ms?.median.toFixed(1) ?? "–"} ms`,
  );
  for (const [cellId, byContender] of Object.entries(results))
    console.log(`\n${cellTable(cells[cellId], byContender, names, BASE_ID)}`);
  console.log("");
  for (const { entry, contender } of running) {
    const records =
      contender.missing === undefined
        ? ""
        : `; ${contender.served} answered, ${contender.missing} records missing`;
    console.log(`${[entry.name, contender.version].join(" ").trim()}: ${entry.does}${records}`);
  }
  for (const reason of skipped) console.log(`skipped — ${reason}`);
}

function writeJson(file, results, machine) {
  const summaries = Object.fromEntries(
    Object.entries(results).map(([cellId, byContender]) => [
      cellId,
      Object.fromEntries(Object.keys(byContender).map((id) => [id, summarise(byContender, id, BASE_ID)])),
    ]),
  );
  const contenders = running.map(({ entry, contender }) => ({
    id: entry.id,
    name: entry.name,
    does: entry.does,
    version: contender.version,
    missingRecords: contender.missing ?? null,
  }));
  const report = { at: new Date().toISOString(), machine, rounds, seconds, cells, contenders, skipped };
  writeFileSync(file, `${JSON.stringify({ ...report, summaries, results }, null, 2)}\n`);
}

try {
  const mockPort = firstPort;
  const mock = startPinned(CORES.mock, process.execPath, [
    script("spawned/mock-upstream.mjs"),
    String(mockPort),
  ]);
  await ready(mock);
  const generator = startPinned(CORES.load, process.execPath, [script("spawned/load-process.mjs")]);
  await startAll(mockPort);
  await warmUp(generator);
  const results = await runRounds(generator);
  for (const { contender } of running) await contender.settle?.();
  const machine = describeMachine(results);
  print(results, machine);
  if (options.json !== undefined) writeJson(options.json, results, machine);
  mock.disconnect();
  generator.disconnect();
} finally {
  await cleanUp();
}
