import { expect, it } from "vitest";
import { shareFairly } from "./fair-share";

interface Task {
  orgId: string;
  n: number;
}

function queue(tasks: readonly Task[]) {
  const waiting = [...tasks];
  return async (busy: readonly string[]): Promise<Task | null> => {
    const at = waiting.findIndex(({ orgId }) => !busy.includes(orgId));
    return at === -1 ? null : (waiting.splice(at, 1)[0] ?? null);
  };
}

it("goes on with another organisation while one waits for what hangs, and does everything once", async () => {
  const tasks = [...[1, 2, 3, 4, 5, 6].map((n) => ({ orgId: "slow", n })), { orgId: "other", n: 7 }];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const done: number[] = [];
  const running = { now: 0, most: 0 };
  const total = await shareFairly<Task>({
    claim: queue(tasks),
    work: async ({ orgId, n }) => {
      running.most = Math.max(running.most, ++running.now);
      // It ends only once the other one has had its turn.
      if (orgId === "slow") await released;
      else release();
      running.now -= 1;
      done.push(n);
      return 1;
    },
    atOnce: 3,
    ofOneAtOnce: 2,
    signal: new AbortController().signal,
  });
  expect([total, running.most]).toEqual([7, 3]);
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(done[0]).toBe(7);
});

it("claims nothing more once it is to stop, and ends what it has begun", async () => {
  const stop = new AbortController();
  const done: number[] = [];
  await shareFairly<Task>({
    claim: queue([1, 2, 3].map((n) => ({ orgId: `org_${n}`, n }))),
    work: async ({ n }) => {
      stop.abort();
      await Promise.resolve();
      done.push(n);
      return 1;
    },
    atOnce: 3,
    ofOneAtOnce: 1,
    signal: stop.signal,
  });
  expect(done).toEqual([1]);
});
