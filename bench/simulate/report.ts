import type { Contribution, LeavingReceipt } from "./customer";
import { type Figures, figuresOf } from "./figures";
import type { Group } from "./participants";
import type { Served } from "./round";

export interface PlayedRound {
  round: number;
  snapshotId: string;
  isNewSnapshot: boolean;
  served: readonly Served[];
}

const GROUPS: readonly { group: Group; title: string }[] = [
  { group: "founders", title: "six that learn together" },
  { group: "leaver", title: "Enterprise, leaves" },
  { group: "liar", title: "lies in every session" },
  { group: "newcomer", title: "newcomer, reads the pool" },
  { group: "loner", title: "its twin, learns alone" },
];

const BAR = 10;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`.padStart(5);
const bar = (share: number): string => {
  const full = Math.round(BAR * share);
  return "█".repeat(full) + "·".repeat(BAR - full);
};

export function groupOf(served: readonly Served[], group: Group): Served[] {
  return served.filter(({ participant }) => participant.role.group === group);
}

/** Printed before the first round. */
export function roundHead(): string {
  const columns = GROUPS.map(({ title }) => title.padEnd(28)).join("");
  return `        ${columns}\nround   ${GROUPS.map(() => "best model      liked   NPS".padEnd(28)).join("")}shared model`;
}

export function roundLine({ round, served, snapshotId, isNewSnapshot }: PlayedRound): string {
  const cells = GROUPS.map(({ group }) => {
    const own = groupOf(served, group);
    if (own.length === 0) return "".padEnd(28);
    const { best, satisfaction, nps } = figuresOf(own);
    const said = nps === null ? "  –" : nps.toFixed(0).padStart(3);
    return `${bar(best)}${percent(best)} ${satisfaction.toFixed(2).padStart(5)} ${said}`.padEnd(28);
  });
  return `${String(round).padStart(5)}   ${cells.join("")}${isNewSnapshot ? snapshotId : "as before"}`;
}

export function finalTable(rounds: readonly PlayedRound[]): string {
  const head =
    "| | sessions | best model, first → last quarter | liked (0–10) | below the best possible, first → last quarter | benchmarks alone | any at random | USD per 1,000 requests | dearest model |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
  const rows = GROUPS.flatMap(({ group, title }) => {
    const own = rounds.map(({ served }) => groupOf(served, group)).filter((served) => served.length > 0);
    if (own.length === 0) return [];
    const quarter = Math.max(1, Math.ceil(own.length / 4));
    const first = figuresOf(own.slice(0, quarter).flat());
    const last = figuresOf(own.slice(-quarter).flat());
    return [rowOf(title, figuresOf(own.flat()), first, last)];
  });
  return [head, ...rows].join("\n");
}

function rowOf(title: string, all: Figures, first: Figures, last: Figures): string {
  const cells = [
    title,
    String(all.sessions),
    `${percent(first.best)} → ${percent(last.best)}`,
    all.satisfaction.toFixed(2),
    `${first.regret.toFixed(2)} → ${last.regret.toFixed(2)}`,
    all.benchmarkRegret.toFixed(2),
    all.uniformRegret.toFixed(2),
    all.cost.toFixed(2),
    all.dearestCost.toFixed(2),
  ];
  return `| ${cells.join(" | ")} |`;
}

export function receiptText({ hash_before, hash_after, hash_without }: LeavingReceipt): string {
  const isEqual = hash_after === hash_without;
  return [
    `Shared model before it left        ${hash_before}`,
    `after it left                      ${hash_after}`,
    `worked out without it from nothing ${hash_without}  ${isEqual ? "equal" : "NOT EQUAL"}`,
  ].join("\n");
}

export function liftText({ mode, given, received, lift }: Contribution): string {
  if (mode === "isolated") return "learns alone: gives nothing, uses nothing";
  const { estimate, sessions } = lift;
  const worth =
    estimate === null
      ? `too few sessions with a score (${sessions}) to say what that is worth`
      : `worth ${signed(10 * estimate.difference)} points on the scale to 10, 95 % between ${signed(10 * estimate.low)} and ${signed(10 * estimate.high)}, from ${sessions} sessions`;
  return `gave ${given.answers} scores in ${given.cells} cells, uses ${received.used_cells} shared cells: ${worth}`;
}

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
