import { writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { measureInjection, type SourceRow } from "../measure-injection";
import { measureOverride } from "../measure-override";
import { measurePrivate, type Recall } from "../measure-private";
import { measureBodies, measureStall } from "../measure-stall";
import { measureThreads } from "../measure-threads";
import { measureTime } from "../measure-time";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    json: { type: "string" },
    only: { type: "string" },
    named: { type: "string" },
  },
});
if (options.data === undefined) {
  console.error(
    "npm run bench:firewall -- --data <folder of corpora> [--json file] [--only injection,private,time,stall,bodies,threads] [--named part of a body's name]",
  );
  process.exit(1);
}
const only = options.only?.split(",") ?? ["injection", "private", "time", "stall", "threads"];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const recall = ({ found, total }: Recall): string =>
  `${found} of ${total} (${percent(found / Math.max(1, total))})`;
const report: Record<string, unknown> = { node: process.version, cores: os.availableParallelism() };
console.log(
  `${os.availableParallelism()} cores, Node ${process.version}; the shipped detectors on ${options.data}`,
);

function printRows(title: string, rows: readonly SourceRow[]): void {
  console.log(`\n${title.padEnd(34)} texts  blocked   at 0.5 %   at 2 %`);
  for (const { source, texts, blocked, atHalf, atTwo } of rows)
    console.log(
      `  ${source.padEnd(32)} ${String(texts).padStart(5)} ${percent(blocked).padStart(8)} ${percent(atHalf).padStart(10)} ${percent(atTwo).padStart(8)}`,
    );
}

if (only.includes("injection")) {
  const injection = measureInjection(options.data);
  report.injection = injection;
  console.log(`\nInjection: area under the curve ${injection.area.toFixed(4)}`);
  printRows("Attacks found", injection.attacks);
  printRows("Ordinary prompts stopped", injection.ordinary);
  printRows("Innocent text of trigger words", injection.hardNegatives);
  console.log("\nIn disguise: attacks still blocked, and ordinary prompts blocked for nothing else");
  for (const [name, { attacks, ordinary }] of Object.entries(injection.kept))
    console.log(`  ${name.padEnd(24)} ${percent(attacks).padStart(8)} ${percent(ordinary).padStart(8)}`);
  const override = measureOverride(options.data);
  report.override = override;
  console.log("\nExplicit override: blocked, and the same place blocked without it");
  for (const { place, texts, blocked, blockedWithout } of override)
    console.log(
      `  ${place.padEnd(24)} ${String(texts).padStart(5)} ${percent(blocked).padStart(8)} ${percent(blockedWithout).padStart(8)}`,
    );
}
if (only.includes("private")) {
  const found = measurePrivate(options.data);
  report.private = found;
  console.log("\nPersonal data");
  for (const [kind, counted] of Object.entries(found.piiByKind))
    console.log(`  ${kind.padEnd(14)} ${recall(counted)}`);
  console.log(`  precision      ${recall(found.piiPrecision)}`);
  console.log("Secrets");
  for (const [kind, counted] of Object.entries(found.secretsByKind))
    console.log(`  ${kind.padEnd(22)} ${recall(counted)}`);
  console.log(`  look-alikes flagged    ${recall(found.secretLookAlikes)}`);
  console.log(
    `Ordinary prompts touched: personal data ${recall(found.ordinaryWithPii)}, secrets ${recall(found.ordinaryWithSecrets)}`,
  );
}
if (only.includes("time")) {
  const time = measureTime(options.data);
  report.time = time;
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  console.log("\nTime, all local stages, best of five");
  for (const { length, p50, p99 } of time.ordinary)
    console.log(`  ordinary ${length}: p50 ${ms(p50)}, p99 ${ms(p99)}`);
  for (const { length, p50, max, slowest } of time.hostile)
    console.log(`  hostile ${length}: processor time p50 ${ms(p50)}, slowest ${ms(max)} (${slowest})`);
  console.log(
    `  steepest growth 16,000 to 1,000,000: exponent ${time.slopeMax.toFixed(2)} (${time.slopeUnit})`,
  );
}
if (only.includes("stall") || only.includes("bodies")) {
  const stalls = only.includes("stall") ? await measureStall() : await measureBodies(options.named);
  report.stall = stalls;
  console.log(
    "\nHow long others wait while a hostile request and its answer are looked through and kept, best of some runs",
  );
  for (const { name, bodies, totalMax, stallP50, stallMax, workMax, slowest } of stalls)
    console.log(
      `  ${name} (${bodies}): p50 ${stallP50.toFixed(1)} ms, longest ${stallMax.toFixed(1)} ms; processor time of one turn at most ${workMax.toFixed(1)} ms (${slowest}); recorded within ${totalMax.toFixed(0)} ms`,
    );
}
if (only.includes("threads")) {
  const rows = await measureThreads(options.data);
  report.threads = rows;
  console.log(
    "\nLooking through a request in the gateway's thread / in another: its processor time, the longest that others wait, until it is done",
  );
  const both = (of: "own" | "stall" | "total", row: (typeof rows)[number]): string =>
    `${row.inTurns[of].toFixed(1).padStart(8)} / ${row.inThread[of].toFixed(1).padStart(7)} ms`;
  for (const row of rows)
    console.log(
      `  ${JSON.stringify(row.name).padEnd(18)} ${String(row.length).padStart(9)} ${both("own", row)} ${both("stall", row)} ${both("total", row)}`,
    );
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
