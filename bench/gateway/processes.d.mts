/** CPU of a process and all that it has started, in microseconds, and their memory in megabytes. */
export function treeUsage(pid: number): { cpuUs: number; rssMb: number };
