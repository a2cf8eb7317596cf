import { DEFAULT_FIREWALL_SETTINGS } from "../../server/contracts/firewall";
import { Exchange } from "../../server/gateway/exchange";
import { effectivePolicy } from "../../server/gateway/firewall/effective-policy";
import { givingWay } from "../../server/gateway/firewall/give-way";
import { openOutput } from "../../server/gateway/firewall/output-screening";
import { answerSteps } from "../../server/gateway/firewall/screen-answer";
import { screenBody } from "../../server/gateway/firewall/screen-input";
import { readBody } from "../../server/gateway/stages/read-body";
import { recordBodies } from "../../server/gateway/stages/record-bodies";
import { resolveScope } from "../../server/gateway/stages/resolve-scope";
import { testCaller, testProject, testRequest } from "../../server/gateway/stages/test-caller";
import { inTurns } from "../../server/text/in-turns";
import { HOSTILE_UNITS, repeated } from "./hostile";

export interface StallReport {
  length: number;
  /** Milliseconds from request to record. */
  totalMax: number;
  /** The longest that others waited for their turn meanwhile; and how much of the processor one turn took. */
  stallP50: number;
  stallMax: number;
  workMax: number;
  slowest: string;
}

const settings = { ...DEFAULT_FIREWALL_SETTINGS, allowsLargeInputs: true, pii: "redact" as const };
const policy = effectivePolicy({ settings, planId: "pro", keyFloor: null, headers: {} });
const scope = resolveScope(
  testCaller({ org: { projects: [testProject({ firewall: settings })] } }),
  {},
  Buffer.alloc(32),
);
const BODY_MAX = 100_000_000;

/** What is done with one request and its answer, but for what the network does. */
async function serve(request: string, answer: Buffer): Promise<void> {
  const exchange = new Exchange(testRequest({}, request), "chat");
  const body = await readBody(exchange.req, "chat", { bytesMax: BODY_MAX });
  const screened = await screenBody(body, "chat", policy);
  exchange.scope = { ...scope, storageMode: "redacted" };
  exchange.body = screened.body;
  exchange.cleanTexts = screened.clean;
  exchange.responseBytes = answer;
  const output = openOutput({
    ...{ requestId: exchange.id, settings, planId: "pro" as const, allow: null, mark: null },
    leaves: () => screened.leaves,
    replaced: screened.replaced,
  });
  if (output !== null) await inTurns(answerSteps(output, answer), givingWay());
  await recordBodies(exchange);
}

interface Run {
  total: number;
  stall: number;
  work: number;
}

async function measure(request: string, answer: Buffer): Promise<Run> {
  let stall = 0;
  let work = 0;
  let last = performance.now();
  let lastCpu = process.cpuUsage();
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    const cpu = process.cpuUsage(lastCpu);
    stall = Math.max(stall, now - last);
    work = Math.max(work, (cpu.user + cpu.system) / 1_000);
    last = now;
    lastCpu = process.cpuUsage();
    if (!isOver) setImmediate(tick);
  };
  const startMs = performance.now();
  setImmediate(tick);
  await serve(request, answer);
  isOver = true;
  const total = performance.now() - startMs;
  await new Promise((resolve) => setImmediate(resolve));
  return { total, stall, work };
}

const requestOf = (text: string): string =>
  JSON.stringify({ model: "m", messages: [{ role: "user", content: text }] });
const answerOf = (text: string): Buffer =>
  Buffer.from(JSON.stringify({ choices: [{ message: { role: "assistant", content: text } }] }));

/** As many strings as a body of this length can have. */
const manyStrings = (length: number): string =>
  JSON.stringify({
    model: "m",
    messages: [{ role: "user", content: "hello there" }],
    more: Array.from({ length: length / 10 }, () => ({ a: "b c" })),
  });

/** How long a request of hostile text, and an answer of the same, keep the gateway from serving others. The best of three runs each. */
export async function measureStall(
  lengths: readonly number[],
  units: readonly string[] = HOSTILE_UNITS,
): Promise<StallReport[]> {
  const reports: StallReport[] = [];
  for (const length of lengths) {
    const rows: (Run & { unit: string })[] = [];
    const note = async (unit: string, request: string, answer: Buffer): Promise<void> => {
      const runs: Run[] = [];
      for (let run = 0; run < 3; run++) runs.push(await measure(request, answer));
      const [best] = runs.sort((a, b) => a.work - b.work);
      if (best !== undefined)
        rows.push({ unit, ...best, stall: Math.min(...runs.map(({ stall }) => stall)) });
    };
    for (const unit of units) {
      const text = repeated(unit, length);
      await note(unit, requestOf(text), answerOf(text.slice(0, 262_144)));
    }
    await note("many strings", manyStrings(length), answerOf("fine"));
    reports.push(reportOf(length, rows));
  }
  return reports;
}

function reportOf(length: number, rows: readonly (Run & { unit: string })[]): StallReport {
  const byWork = [...rows].sort((a, b) => b.work - a.work);
  const stalls = rows.map(({ stall }) => stall).sort((a, b) => a - b);
  return {
    length,
    totalMax: Math.max(...rows.map(({ total }) => total)),
    stallP50: stalls[Math.floor(stalls.length / 2)] ?? 0,
    stallMax: stalls.at(-1) ?? 0,
    workMax: byWork[0]?.work ?? 0,
    slowest: byWork
      .slice(0, 5)
      .map(({ unit, work }) => `${JSON.stringify(unit)} ${work.toFixed(0)}`)
      .join(", "),
  };
}
