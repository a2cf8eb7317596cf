import { existsSync } from "node:fs";
import path from "node:path";
import { ScreenThreads, type ScreenThreadsOptions } from "./screen-threads";

/** As the build names it, beside the process's own script. */
const FILE = "firewall-thread.js";

/** Null where the process was not started from that build, as on hosts that run Next alone. */
export function ownScreenThreads(over: Partial<ScreenThreadsOptions> = {}): ScreenThreads | null {
  const file = path.join(path.dirname(path.resolve(process.argv[1] ?? "")), FILE);
  return existsSync(file) ? new ScreenThreads({ file, ...over }) : null;
}
