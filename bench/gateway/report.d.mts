import type { Spread } from "./statistics.mjs";

type Round = Record<string, number | null | Record<string, number>>;
type Rounds = Record<string, readonly Round[]>;
type Cell = { kind: string; title: string; rate?: number };
interface Summary {
  cpuRatio: Spread | null;
  addedP50Ms: Spread | null;
  storingCpuUs: Spread | null;
  failed: number;
  failures: Record<string, number>;
}
export function summarise(byContender: Rounds, id: string, baseId: string): Summary;
export function cellTable(
  cell: Cell,
  byContender: Rounds,
  names: Record<string, string>,
  baseId: string,
): string;
