import { setTimeout as pause } from "node:timers/promises";

const LOOK_AGAIN_MS = 1_000;

export interface FairShare<Task extends { orgId: string }> {
  /** Takes the next task of any organisation but these; null: there is none. */
  claim: (busyOrgIds: readonly string[]) => Promise<Task | null>;
  /** Never rejects. Returns how much was done. */
  work: (task: Task) => Promise<number>;
  /** Tasks at once, of all organisations together and of one: what hangs for one must not keep the others waiting. */
  atOnce: number;
  ofOneAtOnce: number;
  signal: AbortSignal;
}

/** Works until nothing is left to claim or it is to stop. Returns how much was done. */
export async function shareFairly<Task extends { orgId: string }>(share: FairShare<Task>): Promise<number> {
  const running = new Map<Promise<void>, string>();
  let total = 0;
  while (!share.signal.aborted) {
    const task = await share.claim(busyOrgs([...running.values()], share.ofOneAtOnce));
    if (task !== null) {
      const done = share.work(task).then((amount) => {
        total += amount;
        running.delete(done);
      });
      running.set(done, task.orgId);
    } else if (running.size === 0) break;
    // New tasks may come while all that run belong to one organisation.
    else await Promise.race([...running.keys(), pause(LOOK_AGAIN_MS, undefined, { ref: false })]);
    if (running.size >= share.atOnce) await Promise.race(running.keys());
  }
  await Promise.all(running.keys());
  return total;
}

function busyOrgs(orgIds: readonly string[], countMax: number): string[] {
  return [...new Set(orgIds)].filter((orgId) => orgIds.filter((other) => other === orgId).length >= countMax);
}
