import { scanText } from "../../server/firewall/scan-text";
import { readCorpus } from "./corpora";
import { HOSTILE_UNITS, repeated } from "./hostile";

export interface TimeReport {
  /** Milliseconds for ordinary text of so many characters. */
  ordinary: { length: number; p50: number; p99: number }[];
  /** Milliseconds of the processor. */
  hostile: { length: number; p50: number; max: number; slowest: string }[];
  /** The largest exponent with which time grew from the first length to the last. */
  slopeMax: number;
  slopeUnit: string;
}

const RUNS = 5;
const RUNS_HOSTILE = 2;

/** Milliseconds of the processor, whatever else runs on the machine. */
function processorTime(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    scanText(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

function bestOf(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    scanText(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export function measureTime(folder: string): TimeReport {
  const prose = readCorpus(folder, "benign")
    .map(({ text }) => text)
    .join("\n\n");
  const ordinary = [2_000, 16_000, 64_000].map((length) => {
    const times = Array.from({ length: Math.min(200, Math.floor(prose.length / length)) }, (_, index) =>
      bestOf(prose.slice(index * length, (index + 1) * length), RUNS),
    ).sort((a, b) => a - b);
    return { length, p50: at(times, 0.5), p99: at(times, 0.99) };
  });
  const lengths = [2_000, 16_000, 64_000, 1_000_000];
  const byUnit = HOSTILE_UNITS.map((unit) => ({
    unit,
    times: lengths.map((length) => processorTime(repeated(unit, length), RUNS_HOSTILE)),
  }));
  const hostile = lengths.map((length, index) => {
    const rows = byUnit
      .map(({ unit, times }) => ({ unit, time: times[index] ?? 0 }))
      .sort((a, b) => a.time - b.time);
    return {
      length,
      p50: at(
        rows.map(({ time }) => time),
        0.5,
      ),
      max: rows.at(-1)?.time ?? 0,
      slowest: JSON.stringify(rows.at(-1)?.unit),
    };
  });
  const slopes = byUnit
    .map(({ unit, times }) => ({
      unit,
      slope: Math.log((times[3] ?? 1) / Math.max(0.2, times[1] ?? 1)) / Math.log(1_000_000 / 16_000),
    }))
    .sort((a, b) => b.slope - a.slope);
  return { ordinary, hostile, slopeMax: slopes[0]?.slope ?? 0, slopeUnit: JSON.stringify(slopes[0]?.unit) };
}
