/** Starting pinned processes and reading what they cost from /proc. */
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";

/** /proc/stat counts in hundredths of a second. */
const TICK_US = 10_000;
const PAGE_MB = 4096 / 1e6;
const count = os.availableParallelism();

/** The gateway under test has a core to itself; the rest shares the other, or gets its own where there are more. */
export const CORES = { gateway: 0, load: 1, mock: count > 2 ? 2 : 1, database: count > 3 ? 3 : 1 };

export function hasCommand(name) {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const children = new Set();
/** Whatever ends this process, nothing that it started outlives it. */
process.on("exit", () => {
  for (const child of children) child.kill("SIGTERM");
});

/** A child whose last output is kept for the message when it dies early. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe", "ipc"], ...options });
  child.output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes) => {
      child.output = (child.output + bytes).slice(-4000);
    });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

export function startPinned(core, command, args, options) {
  return start("taskset", ["-c", String(core), command, ...args], options);
}

export function pin(pid, core) {
  execFileSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
}

/** Resolves on the child's first IPC message, rejects with its last words when it ends before. */
export function ready(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${child.output}`)));
  });
}

/** Waits until something answers on the port. */
export async function reachable(port, child, waitMs = 30_000) {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      return await fetch(`http://127.0.0.1:${port}/`);
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${child.output}`);
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function stop(child, signal = "SIGTERM", waitMs = 20_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), waitMs);
  await gone;
  clearTimeout(timer);
}

function readStat(pid) {
  try {
    // The name may hold spaces and brackets: fields count from the last bracket.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ofEndedChildren = (Number(fields[13]) + Number(fields[14])) * TICK_US;
    return {
      parent: Number(fields[1]),
      cpuUs: cpuUs(pid) + ofEndedChildren,
      rssMb: Number(fields[21]) * PAGE_MB,
    };
  } catch {
    return null;
  }
}

/** Of all its threads, in nanosecond steps: the process's own counters go in steps of 10 ms, too coarse at a low rate. */
function cpuUs(pid) {
  let totalNs = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    totalNs += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return totalNs / 1000;
}

/** A process and all its descendants, by pid. */
function tree(rootPid) {
  const stats = new Map();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? readStat(name) : null;
    if (stat !== null) stats.set(Number(name), stat);
  }
  const belongs = (pid) => pid === rootPid || (stats.has(pid) && belongs(stats.get(pid).parent));
  return new Map([...stats].filter(([pid]) => belongs(pid)));
}

export function descendants(rootPid) {
  return [...tree(rootPid).keys()].filter((pid) => pid !== rootPid);
}

/** CPU time so far and resident memory of a process with all its descendants (all threads included). */
export function treeUsage(rootPid) {
  const total = { cpuUs: 0, rssMb: 0 };
  for (const stat of tree(rootPid).values()) {
    total.cpuUs += stat.cpuUs;
    total.rssMb += stat.rssMb;
  }
  return total;
}

/** Work and theft on the whole machine so far, in core-microseconds. */
export function machineUsage() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync("/proc/stat", "utf8")
    .split("\n")[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busyUs: (user + nice + system + irq + softirq) * TICK_US, stealUs: steal * TICK_US };
}
