import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RedisLink } from "@/server/integrations/redis";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { type Breakers, LocalBreakers } from "./breakers";
import type { CallReport } from "./circuit";
import { SharedBreakers } from "./shared-breakers";

let redis: TestRedis;
const links: RedisLink[] = [];
const opened: Breakers[] = [];

beforeAll(async () => {
  if (redisProgram !== null) redis = await startTestRedis();
});
afterAll(async () => {
  for (const breakers of opened) breakers.close();
  for (const link of links) await link.close();
  await redis?.stop();
});

function shared(url = redis.url): SharedBreakers {
  const link = new RedisLink({ url, commandTimeoutMs: 2_000 });
  links.push(link);
  const breakers = new SharedBreakers(link);
  opened.push(breakers);
  return breakers;
}

function call(breakers: Breakers, name: string, report: CallReport, times = 1): void {
  for (let turn = 0; turn < times; turn++) breakers.enter(name).report(report);
}
const reason = (breakers: Breakers, name: string): string | null => breakers.blocked(name)?.reason ?? null;

const KINDS = [
  { kind: "of one process", open: (): Breakers => new LocalBreakers() },
  { kind: "shared through Redis", open: (): Breakers => shared() },
];

describe.skipIf(redisProgram === null).each(KINDS)("breakers $kind", ({ kind, open }) => {
  it("open after five failures, only their own circuit, and pause for a rate limit", () => {
    const breakers = open();
    const [bad, limited, good] = ["bad", "limited", "good"].map((name) => `${name} ${kind}`);
    call(breakers, bad ?? "", { kind: "failed" }, 5);
    call(breakers, limited ?? "", { kind: "rate_limited", forMs: 7_000 });
    call(breakers, good ?? "", { kind: "ok" }, 5);
    expect([bad, limited, good].map((name) => reason(breakers, name ?? ""))).toEqual([
      "breaker_open",
      "cooling_down",
      null,
    ]);
    expect(breakers.state(bad ?? "")).toMatchObject({ state: "open", failures: 5, calls: 5 });
  });
});

describe.skipIf(redisProgram === null)("a breaker that opened in one process", () => {
  it("is open in another one soon, and in one that starts later; each tries again by itself", async () => {
    const [here, there] = [shared(), shared()];
    call(here, "down", { kind: "failed" }, 5);
    call(here, "busy", { kind: "rate_limited", forMs: 60_000 });
    await expect.poll(() => reason(there, "down")).toBe("breaker_open");
    await expect.poll(() => reason(there, "busy")).toBe("cooling_down");
    const late = shared();
    await expect.poll(() => reason(late, "down")).toBe("breaker_open");
    const untilMs = here.blocked("down")?.untilMs ?? 0;
    expect(Math.abs((there.blocked("down")?.untilMs ?? 0) - untilMs)).toBeLessThan(1_500);
    expect(reason(there, "other")).toBeNull();
  });

  it("works as before while Redis is away", async () => {
    const away = await startTestRedis();
    const breakers = shared(away.url);
    await breakers.poll();
    await away.stop();
    call(breakers, "down", { kind: "failed" }, 5);
    expect(reason(breakers, "down")).toBe("breaker_open");
    await breakers.poll();
    expect(reason(breakers, "down")).toBe("breaker_open");
  });
});
