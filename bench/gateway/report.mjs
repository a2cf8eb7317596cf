/** From measurements (`results[cell][contender][round]`) to tables; pure. */
import { differences, ratios, spread } from "./statistics.mjs";

const number = (value, digits) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function shown(range, digits = 0, sign = "") {
  if (range === null) return "–";
  const plain = `${range.median < 0 ? "" : sign}${number(range.median, digits)}`;
  return range.min === range.max
    ? plain
    : `${plain} [${number(range.min, digits)}–${number(range.max, digits)}]`;
}

const column = (rounds, key) => rounds.map((round) => round[key]);
const sum = (rounds, key) => rounds.reduce((total, round) => total + round[key], 0);

/** What one contender did in one cell: every figure a spread over the rounds, ratios and additions per round. */
export function summarise(byContender, id, baseId) {
  const rounds = byContender[id];
  const base = byContender[baseId] ?? [];
  const zero = byContender.direct ?? [];
  const added = (key) =>
    id === "direct" ? null : spread(differences(column(rounds, key), column(zero, key)));
  return {
    cpuUs: spread(column(rounds, "cpuUs")),
    cpuRatio: spread(ratios(column(rounds, "cpuUs"), column(base, "cpuUs"))),
    storingCpuUs: spread(column(rounds, "storingCpuUs")),
    perSecond: spread(column(rounds, "perSecond")),
    perSecondRatio: spread(ratios(column(rounds, "perSecond"), column(base, "perSecond"))),
    p50Ms: spread(column(rounds, "p50Ms")),
    addedP50Ms: added("p50Ms"),
    addedP99Ms: added("p99Ms"),
    firstP50Ms: spread(column(rounds, "firstP50Ms")),
    addedFirstP50Ms: added("firstP50Ms"),
    addedFirstP99Ms: added("firstP99Ms"),
    coreShare: spread(column(rounds, "coreShare")),
    rssMb: spread(column(rounds, "rssMb")),
    served: sum(rounds, "served"),
    failed: sum(rounds, "failed"),
    failures: mergeCounts(rounds.map((round) => round.failures)),
  };
}

function mergeCounts(list) {
  const all = {};
  for (const counts of list)
    for (const [reason, count] of Object.entries(counts)) all[reason] = (all[reason] ?? 0) + count;
  return all;
}

const SATURATED = [
  ["CPU µs", (s) => shown(s.cpuUs)],
  ["× lean", (s) => shown(s.cpuRatio, 2)],
  ["storing µs", (s) => shown(s.storingCpuUs)],
  ["per second", (s) => shown(s.perSecond)],
  ["× lean", (s) => shown(s.perSecondRatio, 2)],
  ["core used", (s) => shown(s.coreShare, 2)],
  ["RSS MB", (s) => shown(s.rssMb)],
];
const FIXED_RATE = [
  ["p50 ms", (s) => shown(s.p50Ms, 2)],
  ["added p50 ms", (s) => shown(s.addedP50Ms, 2, "+")],
  ["added p99 ms", (s) => shown(s.addedP99Ms, 2, "+")],
  ["CPU µs", (s) => shown(s.cpuUs)],
  ["× lean", (s) => shown(s.cpuRatio, 2)],
];
const PACED = [
  ["first token p50 ms", (s) => shown(s.firstP50Ms, 2)],
  ["added p50 ms", (s) => shown(s.addedFirstP50Ms, 2, "+")],
  ["added p99 ms", (s) => shown(s.addedFirstP99Ms, 2, "+")],
  ["CPU µs", (s) => shown(s.cpuUs)],
  ["× lean", (s) => shown(s.cpuRatio, 2)],
];

function columnsOf(cell) {
  if (cell.rate === undefined) return SATURATED;
  return cell.kind === "paced" ? PACED : FIXED_RATE;
}

function failuresOf(summary) {
  if (summary.failed === 0) return "0";
  const reasons = Object.entries(summary.failures).map(([reason, count]) => `${count} × ${reason}`);
  return `${summary.failed} of ${summary.failed + summary.served} (${reasons.join(", ")})`;
}

/** One cell as an aligned table; `names` maps contender ids to what is printed. */
export function cellTable(cell, byContender, names, baseId) {
  const columns = columnsOf(cell);
  const rows = [["", ...columns.map(([title]) => title), "failures"]];
  for (const id of Object.keys(byContender)) {
    const summary = summarise(byContender, id, baseId);
    rows.push([names[id], ...columns.map(([, show]) => show(summary)), failuresOf(summary)]);
  }
  const widths = rows[0].map((_, place) => Math.max(...rows.map((row) => row[place].length)));
  const lines = rows.map((row) =>
    row
      .map((text, place) => (place === 0 ? text.padEnd(widths[0]) : text.padStart(widths[place])))
      .join("  "),
  );
  const rate = cell.rate === undefined ? "" : `, ${cell.rate}/s`;
  return [`${cell.title}${rate}`, ...lines].join("\n");
}
