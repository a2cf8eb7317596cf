import { readFileSync } from "node:fs";

/** Milliseconds of the processor of this thread alone; of the whole process where the system does not tell. */
export function ownTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
}
