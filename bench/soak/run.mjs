/** `npm run bench:soak -- --minutes 30 --rate 50`: the whole product under a steady, unfriendly load; see README.md. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../scripts/lib/embedded-postgres.mjs";
import { openInstallation } from "../gateway/installation.mjs";
import { Clients } from "./clients.mjs";
import { inspect, openConnections } from "./inspector.mjs";
import { checkRecords } from "./records.mjs";
import { isGrowing, trend } from "./trend.mjs";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "30" }, rate: { type: "string", default: "50" } },
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);
const SAMPLES = 45;
const CLOSE_LIMIT_MS = 20_000;

const workDir = mkdtempSync(path.join(os.tmpdir(), "floopy-soak-"));
// The database runs as another user where this runs as root.
chmodSync(workDir, 0o755);
const port = await freePort();
const inspectPort = await freePort();
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --inspect-port=127.0.0.1:${inspectPort}`;
const installation = await openInstallation({ port, mockPort: await freePort(), workDir });
let isOk = false;
try {
  isOk = await soak();
} finally {
  await installation.close();
  rmSync(workDir, { recursive: true, force: true });
}
process.exit(isOk ? 0 : 1);

async function soak() {
  const { apiKey, orgId } = await installation.makeCaller();
  const looker = await inspect(installation.mainPid, inspectPort);
  const clients = new Clients(`http://127.0.0.1:${port}/v1`, apiKey);
  const durationMs = minutes * 60_000;
  const startedMs = performance.now();
  const load = clients.run(rate, startedMs + durationMs);
  const samples = [];
  console.log(`${minutes} min at ${rate}/s\n  min   heap MB    RSS MB  handles  sockets    files  running`);
  for (let turn = 1; turn <= SAMPLES; turn++) {
    await untilMs(startedMs + (durationMs * turn) / SAMPLES);
    const sample = { ...(await looker.sample()), atMin: (performance.now() - startedMs) / 60_000 };
    samples.push(sample);
    console.log(row(sample, clients.running));
  }
  await load;
  const isAllAnswered = await clients.finish();
  const left = await leftOpen();
  const after = await looker.sample();
  looker.close();
  const checks = [
    ...heapChecks(samples),
    { name: "every request ended", isOk: isAllAnswered, detail: `${clients.running} still running` },
    {
      name: "everybody was let in",
      isOk: clients.turnedAway === 0,
      detail: `${clients.turnedAway} turned away; a machine with other work to do cannot soak at this rate`,
    },
    { name: "no stuck socket", isOk: left === 0, detail: `${left} of clients left, ${after.sockets} in all` },
    ...(await checkRecords(installation.env.DATABASE_URL, orgId, clients)),
  ];
  report(clients, checks);
  return checks.every((check) => check.isOk);
}

/** Caches fill up in the first third; what rises after that rises for another reason. */
function heapChecks(samples) {
  const late = samples.slice(Math.floor(samples.length / 3));
  return [
    ["heap after collection", "heapMb", "MB"],
    ["open files", "files", ""],
  ].map(([name, key, unit]) => {
    const points = late.map((sample) => ({ x: sample.atMin, y: sample[key] }));
    const line = trend(points);
    const detail =
      line === null
        ? "too few samples"
        : `${line.slope.toFixed(3)} ${unit}/min, 95 % between ${line.low.toFixed(3)} and ${line.high.toFixed(3)}, mean ${line.mean.toFixed(1)}`;
    return { name: `${name} does not grow`, isOk: line !== null && !isGrowing(points), detail };
  });
}

async function leftOpen() {
  const until = Date.now() + CLOSE_LIMIT_MS;
  while (openConnections(port) > 0 && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
  return openConnections(port);
}

function report(clients, checks) {
  console.log(`\n${clients.sent} sent, ${clients.answered.length} answered, ${clients.complete} to the end`);
  for (const [name, count] of [...clients.outcomes].sort())
    console.log(`  ${String(count).padStart(7)}  ${name}`);
  console.log("");
  for (const { name, isOk: isPassed, detail } of checks)
    console.log(`${isPassed ? "✓" : "✗"} ${name}: ${detail}`);
}

function row({ atMin, heapMb, rssMb, handles, sockets, files }, running) {
  const cell = (value, digits = 0) => value.toFixed(digits).padStart(9);
  return `${atMin.toFixed(1).padStart(5)}${cell(heapMb, 1)}${cell(rssMb, 1)}${cell(handles)}${cell(sockets)}${cell(files)}${cell(running)}`;
}

function untilMs(timeMs) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, timeMs - performance.now())));
}
