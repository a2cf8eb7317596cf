import { DEFAULT_FIREWALL_SETTINGS, FirewallOutput } from "../../server/contracts/firewall";
import { objectIn } from "../../server/gateway/body/parse-object";
import { Exchange } from "../../server/gateway/exchange";
import { effectivePolicy } from "../../server/gateway/firewall/effective-policy";
import { givingWay } from "../../server/gateway/firewall/give-way";
import { openOutput } from "../../server/gateway/firewall/output-screening";
import { answeredTexts } from "../../server/gateway/firewall/remote/remote-texts";
import { answerSteps, restoreAnswer } from "../../server/gateway/firewall/screen-answer";
import { screenBody } from "../../server/gateway/firewall/screen-input";
import { ownScreenThreads } from "../../server/gateway/firewall/threads/own-screen-threads";
import { Presence } from "../../server/gateway/presence";
import { readBody } from "../../server/gateway/stages/read-body";
import { recordBodies } from "../../server/gateway/stages/record-bodies";
import { resolveScope } from "../../server/gateway/stages/resolve-scope";
import { testCaller, testProject, testRequest } from "../../server/gateway/stages/test-caller";
import { inTurns } from "../../server/text/in-turns";
import { HOSTILE_UNITS } from "./hostile";
import { type HostileBody, hostileBodies, textBody } from "./hostile-bodies";
import { ownTime } from "./own-time";

export interface StallReport {
  name: string;
  /** How many bodies were measured. */
  bodies: number;
  /** Milliseconds from request to record. */
  totalMax: number;
  /** The longest that others waited for their turn meanwhile; and how much of the processor one turn of the gateway's own thread took. */
  stallP50: number;
  stallMax: number;
  workMax: number;
  slowest: string;
}

const settings = {
  ...{ ...DEFAULT_FIREWALL_SETTINGS, allowsLargeInputs: true, pii: "redact" as const },
  output: FirewallOutput.parse({ pii: "redact", secrets: "redact", restoresPlaceholders: true }),
};
const policy = effectivePolicy({ settings, planId: "pro", keyFloor: null, headers: {} });
const scope = resolveScope(
  testCaller({ org: { projects: [testProject({ firewall: settings })] } }),
  {},
  Buffer.alloc(32),
);
const BODY_MAX = 100_000_000;

const threads = ownScreenThreads();
const aside = threads === null ? null : { threads, presence: new Presence() };

/** What is done with one request and its answer, but for what the network does. */
async function serve(request: string, answer: Buffer): Promise<void> {
  const exchange = new Exchange(testRequest({}, request), "chat");
  const body = await readBody(exchange.req, "chat", { bytesMax: BODY_MAX });
  const screened = await screenBody(body, "chat", policy, aside);
  exchange.scope = { ...scope, storageMode: "redacted" };
  exchange.body = screened.body;
  exchange.cleanTexts = screened.clean;
  const output = openOutput({
    ...{ requestId: exchange.id, settings, planId: "pro" as const, allow: null, mark: null },
    systemText: screened.systemText,
    replaced: screened.replaced,
  });
  await objectIn(answer);
  const given = output === null ? answer : (await inTurns(answerSteps(output, answer), givingWay())).body;
  exchange.responseBytes = given;
  await answeredTexts(given);
  await recordBodies(exchange);
  if (output?.restore) await restoreAnswer(given, output.restore);
}

interface Run {
  total: number;
  stall: number;
  work: number;
}
type Row = Run & { name: string };

async function measure(request: string, answer: Buffer): Promise<Run> {
  let stall = 0;
  let work = 0;
  let last = performance.now();
  let lastOwn = ownTime();
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    const own = ownTime();
    stall = Math.max(stall, now - last);
    work = Math.max(work, own - lastOwn);
    last = now;
    lastOwn = own;
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

/** The best of so many runs: what else runs on the machine only makes it worse. */
async function bestOf(runs: number, { name, request, answer }: HostileBody): Promise<Row> {
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) measured.push(await measure(request, answer));
  return {
    name,
    total: Math.min(...measured.map(({ total }) => total)),
    stall: Math.min(...measured.map(({ stall }) => stall)),
    work: Math.min(...measured.map(({ work }) => work)),
  };
}

const SHORT = 64_000;
const LONG = 1_000_000;
/** Of the long texts only those that are slowest when short are tried. */
const LONG_MAX = 12;

/** How long a request of hostile text, and an answer of the same, keep the gateway from serving others. */
export async function measureStall(): Promise<StallReport[]> {
  const short: Row[] = [];
  for (const unit of HOSTILE_UNITS) short.push(await bestOf(1, textBody(unit, SHORT)));
  const slowest = [...short].sort((a, b) => b.total - a.total).slice(0, LONG_MAX);
  const long: Row[] = [];
  for (const { name } of slowest) long.push(await bestOf(2, textBody(name, LONG)));
  return [
    reportOf(`texts of ${SHORT} characters`, short),
    reportOf(`the slowest of them, ${LONG} characters`, long),
    ...(await measureBodies()),
  ];
}

/** `named`: only those whose name has it. */
export async function measureBodies(named = ""): Promise<StallReport[]> {
  const reports: StallReport[] = [];
  for (const body of hostileBodies().filter(({ name }) => name.includes(named)))
    reports.push(reportOf(body.name, [await bestOf(3, body)]));
  return reports;
}

function reportOf(name: string, rows: readonly Row[]): StallReport {
  const byWork = [...rows].sort((a, b) => b.work - a.work);
  const stalls = rows.map(({ stall }) => stall).sort((a, b) => a - b);
  return {
    name,
    bodies: rows.length,
    totalMax: Math.max(...rows.map(({ total }) => total)),
    stallP50: stalls[Math.floor(stalls.length / 2)] ?? 0,
    stallMax: stalls.at(-1) ?? 0,
    workMax: byWork[0]?.work ?? 0,
    slowest: byWork
      .slice(0, 5)
      .map(({ name: unit, work }) => `${JSON.stringify(unit)} ${work.toFixed(0)}`)
      .join(", "),
  };
}
