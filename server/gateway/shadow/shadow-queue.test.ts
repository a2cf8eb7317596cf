import { afterEach, describe, expect, it, vi } from "vitest";
import type { Presence } from "../presence";
import { ShadowQueue, type ShadowQueueOptions } from "./shadow-queue";
import type { ShadowTask } from "./shadow-task";

const task = (over: Partial<ShadowTask> = {}): ShadowTask => ({
  ...{ orgId: "org_1", projectId: "prj_1", routeId: "rt_1", path: "/v1/chat/completions", headers: {} },
  ...{ bytes: Buffer.from("{}"), storageMode: "full", amountMicroUsd: 1, limitMicroUsd: 1 },
  origin: { requestId: "r", trialId: "t", sessionId: "s", endUserId: null },
  target: { provider: "sandbox", model: "quick" },
  ...over,
});

/** Calls that end when the test says so. */
function openCalls(options: Partial<ShadowQueueOptions> = {}) {
  const calls: { orgId: string; presence: Presence; end: (failure?: Error) => void }[] = [];
  const queue = new ShadowQueue({
    ...{ delayMs: 5, atOnce: 2, ofOneAtOnce: 2, waitingMax: 3, ofOneWaitingMax: 3 },
    send: ({ orgId }, presence) =>
      new Promise((resolve, reject) => {
        calls.push({ orgId, presence, end: (failure) => (failure ? reject(failure) : resolve()) });
      }),
    ...options,
  });
  return { calls, queue };
}

afterEach(() => vi.useRealTimers());

/** Lets whatever waits for a promise go on. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(5);
}

describe("the queue of shadows", () => {
  it("calls nobody while the request is answered, and then a few at once", async () => {
    vi.useFakeTimers();
    const { queue, calls } = openCalls();
    for (let n = 0; n < 3; n++) expect(queue.offer(task())).toBe(true);
    expect(calls).toHaveLength(0);
    await settle();
    expect([calls.length, queue.size]).toEqual([2, { waiting: 1, running: 2 }]);
    calls[0]?.end();
    await settle();
    expect([calls.length, queue.size]).toEqual([3, { waiting: 0, running: 2 }]);
  });

  it("takes no more than it has room for, in number and in bytes", () => {
    vi.useFakeTimers();
    const { queue } = openCalls({ bytesMax: 10 });
    expect(queue.offer(task({ bytes: Buffer.alloc(11) }))).toBe(false);
    expect(queue.offer(task({ bytes: Buffer.alloc(8) }))).toBe(true);
    expect(queue.offer(task({ bytes: Buffer.alloc(3) }))).toBe(false);
    expect(queue.offer(task({ bytes: Buffer.alloc(1) }))).toBe(true);
    expect(queue.offer(task({ bytes: Buffer.alloc(1) }))).toBe(true);
    expect(queue.offer(task({ bytes: Buffer.alloc(0) }))).toBe(false);
  });

  it("leaves room and turns for the others when one customer has many", async () => {
    vi.useFakeTimers();
    const { queue, calls } = openCalls({ ofOneAtOnce: 1, ofOneWaitingMax: 2 });
    expect(queue.offer(task())).toBe(true);
    expect(queue.offer(task())).toBe(true);
    expect(queue.offer(task())).toBe(false);
    expect(queue.offer(task({ orgId: "org_2" }))).toBe(true);
    await settle();
    expect(calls.map(({ orgId }) => orgId)).toEqual(["org_1", "org_2"]);
  });

  it("asks once what has failed, and goes on with the next", async () => {
    vi.useFakeTimers();
    const { queue, calls } = openCalls({ atOnce: 1, ofOneAtOnce: 1 });
    queue.offer(task());
    queue.offer(task());
    await settle();
    calls[0]?.end(new Error("refused"));
    await settle();
    expect([calls.length, queue.size]).toEqual([2, { waiting: 0, running: 1 }]);
  });

  it("calls off what runs when the process drains, leaves what waits, and takes nothing new", async () => {
    vi.useFakeTimers();
    const { queue, calls } = openCalls({ atOnce: 1, ofOneAtOnce: 1 });
    queue.offer(task());
    queue.offer(task());
    await settle();
    const closed = queue.close();
    expect(calls[0]?.presence.isGone).toBe(true);
    calls[0]?.end();
    await closed;
    await settle();
    expect([calls.length, queue.size]).toEqual([1, { waiting: 0, running: 0 }]);
    expect(queue.offer(task())).toBe(false);
  });

  it("does not wait for ever for a call that does not let itself be called off", async () => {
    vi.useFakeTimers();
    const { queue } = openCalls();
    queue.offer(task());
    await settle();
    const closed = queue.close();
    await vi.advanceTimersByTimeAsync(2_000);
    await closed;
    expect(queue.size.running).toBe(1);
  });
});
