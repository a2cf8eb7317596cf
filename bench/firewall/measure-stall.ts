import { DEFAULT_FIREWALL_SETTINGS } from "../../server/contracts/firewall";
import { effectivePolicy } from "../../server/gateway/firewall/effective-policy";
import { screenBody } from "../../server/gateway/firewall/screen-input";
import type { ModelBody } from "../../server/gateway/stages/read-body";
import { HOSTILE_UNITS, repeated } from "./hostile";

export interface StallReport {
  length: number;
  /** Milliseconds from request to verdict, and the longest that others waited for their turn meanwhile. */
  totalMax: number;
  stallP50: number;
  stallMax: number;
  slowest: string;
}

const policy = effectivePolicy({
  settings: { ...DEFAULT_FIREWALL_SETTINGS, allowsLargeInputs: true },
  planId: "pro",
  keyFloor: null,
  headers: {},
});

function bodyOf(text: string): ModelBody {
  const json = { model: "m", messages: [{ role: "user", content: text }] };
  const bytes = Buffer.from(JSON.stringify(json));
  return { bytes, json, model: "m", modelRange: { start: 9, end: 12 }, isStream: false, wantsUsage: false };
}

async function measure(text: string): Promise<{ total: number; stall: number }> {
  const body = bodyOf(text);
  let stall = 0;
  let last = performance.now();
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    stall = Math.max(stall, now - last);
    last = now;
    if (!isOver) setImmediate(tick);
  };
  const startMs = performance.now();
  setImmediate(tick);
  await screenBody(body, "chat", policy);
  isOver = true;
  const total = performance.now() - startMs;
  await new Promise((resolve) => setImmediate(resolve));
  return { total, stall };
}

/** How long a request of hostile text keeps the gateway from serving others. The best of three runs each. */
export async function measureStall(lengths: readonly number[]): Promise<StallReport[]> {
  const reports: StallReport[] = [];
  for (const length of lengths) {
    const rows: { unit: string; total: number; stall: number }[] = [];
    for (const unit of HOSTILE_UNITS) {
      const runs = [];
      for (let run = 0; run < 3; run++) runs.push(await measure(repeated(unit, length)));
      const best = runs.sort((a, b) => a.stall - b.stall)[0];
      if (best !== undefined) rows.push({ unit, ...best });
    }
    rows.sort((a, b) => a.stall - b.stall);
    const slowest = rows.at(-1);
    reports.push({
      length,
      totalMax: Math.max(...rows.map(({ total }) => total)),
      stallP50: rows[Math.floor(rows.length / 2)]?.stall ?? 0,
      stallMax: slowest?.stall ?? 0,
      slowest: JSON.stringify(slowest?.unit),
    });
  }
  return reports;
}
