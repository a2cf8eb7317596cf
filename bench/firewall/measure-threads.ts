import { DEFAULT_FIREWALL_SETTINGS } from "../../server/contracts/firewall";
import { effectivePolicy } from "../../server/gateway/firewall/effective-policy";
import { type Aside, screenBody } from "../../server/gateway/firewall/screen-input";
import { ownScreenThreads } from "../../server/gateway/firewall/threads/own-screen-threads";
import { Presence } from "../../server/gateway/presence";
import { readBody } from "../../server/gateway/stages/read-body";
import { testRequest } from "../../server/gateway/stages/test-caller";
import { readCorpus } from "./corpora";
import { repeated } from "./hostile";
import { ownTime } from "./own-time";

export interface ThreadRow {
  name: string;
  length: number;
  /** In the gateway's thread in turns with other requests, and in one of its own. */
  inTurns: Cost;
  inThread: Cost;
}

interface Cost {
  /** Milliseconds of the processor that the gateway's own thread used. */
  own: number;
  /** The longest that others waited meanwhile. */
  stall: number;
  /** Until it was known what was found. */
  total: number;
}

const settings = { ...DEFAULT_FIREWALL_SETTINGS, allowsLargeInputs: true, pii: "redact" as const };
const policy = effectivePolicy({ settings, planId: "pro", keyFloor: null, headers: {} });
const BODY_MAX = 100_000_000;
/** Of all hostile units those that took longest. */
const SLOWEST = ["erongi a.b@c.", "中", "a.b@c.", "eyJaaaaaaaaa."];
const LENGTHS = [4_000, 16_000, 32_000, 64_000, 256_000, 1_000_000];
const LONGEST = 9_900_000;

async function costOf(request: string, aside: Aside | null): Promise<Cost> {
  const body = await readBody(testRequest({}, request), "chat", { bytesMax: BODY_MAX });
  let stall = 0;
  let isOver = false;
  await new Promise((resolve) => setImmediate(resolve));
  let last = performance.now();
  const startMs = last;
  const before = ownTime();
  // A timer and not a loop: what only looks at the time would itself use the processor.
  const timer = setInterval(() => {
    const now = performance.now();
    if (!isOver) stall = Math.max(stall, now - last - 1);
    last = now;
  }, 1);
  await screenBody(body, "chat", policy, aside);
  isOver = true;
  const total = performance.now() - startMs;
  const own = ownTime() - before;
  stall = Math.max(stall, performance.now() - last - 1);
  clearInterval(timer);
  return { own, stall, total };
}

const least = (costs: readonly Cost[], of: keyof Cost): number => Math.min(...costs.map((cost) => cost[of]));

async function bestOf(runs: number, request: string, aside: Aside | null): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run++) costs.push(await costOf(request, aside));
  return { own: least(costs, "own"), stall: least(costs, "stall"), total: least(costs, "total") };
}

/** What looking through a request costs the gateway, in its own thread and in another. */
export async function measureThreads(folder: string): Promise<ThreadRow[]> {
  const threads = ownScreenThreads({ bytesMin: 0 });
  if (threads === null) throw new Error("the thread is not built");
  const aside = { threads, presence: new Presence() };
  const prose = readCorpus(folder, "benign")
    .map(({ text }) => text)
    .join("\n\n");
  const texts = [
    ...LENGTHS.map((length) => ({ name: "ordinary", length, text: prose.slice(0, length) })),
    ...SLOWEST.flatMap((unit) =>
      LENGTHS.map((length) => ({ name: unit, length, text: repeated(unit, length) })),
    ),
    ...SLOWEST.slice(0, 2).map((unit) => ({ name: unit, length: LONGEST, text: repeated(unit, LONGEST) })),
  ];
  const rows: ThreadRow[] = [];
  for (const { name, length, text } of texts) {
    const request = JSON.stringify({ model: "m", messages: [{ role: "user", content: text }] });
    const runs = length < 100_000 ? 9 : length > 2_000_000 ? 1 : 3;
    const inTurns = await bestOf(runs, request, null);
    rows.push({ name, length, inTurns, inThread: await bestOf(runs, request, aside) });
  }
  await threads.close();
  return rows;
}
