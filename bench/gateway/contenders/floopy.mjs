import { readFileSync } from "node:fs";
import path from "node:path";
import { openInstallation } from "../installation.mjs";
import { CORES, pin, ready, startPinned, stop } from "../processes.mjs";

const root = path.resolve(import.meta.dirname, "../../..");
const DOES = "authenticates, resolves the session, decides the route, redacts and records";
let installation;

/** The first of our contenders that is asked for starts the installation; all share its database and build. */
function shared(context) {
  installation ??= openInstallation({ ...context, port: context.sharedPort });
  return installation;
}

export async function closeInstallation() {
  await (await installation?.catch(() => undefined))?.close();
}

async function contender(home, { port, pid, storingPids, stop, takeCore, firewall }) {
  const { orgId, apiKey } = await home.makeCaller(firewall);
  return {
    port,
    pid,
    storingPids,
    takeCore,
    headers: { authorization: `Bearer ${apiKey}` },
    modelPrefix: "custom/",
    version: JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version,
    served: 0,
    async settle() {
      this.missing = await home.stored(orgId, this.served);
    },
    stop,
  };
}

async function ownProcess(context, script, env = {}) {
  const home = await shared(context);
  const profiler =
    context.profileDir === undefined
      ? []
      : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(context.profileDir)}`];
  const child = startPinned(CORES.gateway, process.execPath, [...profiler, script], {
    cwd: root,
    env: { MALLOC_ARENA_MAX: "2", ...home.env, ...env, PORT: String(context.port) },
  });
  await ready(child);
  return { home, port: context.port, child };
}

let leanProcess;

/** One process for both organisations of the lean door: what differs between them is the firewall alone. */
async function leanDoor(context, firewall) {
  leanProcess ??= ownProcess(context, "dist/main.js", { FLOOPY_ROLE: "gateway" });
  const { home, port, child } = await leanProcess;
  const storingPids = [home.databasePid, home.mainPid];
  return contender(home, { port, pid: child.pid, storingPids, stop: () => stop(child), firewall });
}

/** The request path alone: one gateway process; another process (all in one, below) stores its records. */
export const lean = {
  id: "lean",
  name: "ours, lean door",
  does: DOES,
  start: (context) => leanDoor(context, "on"),
};

/** The same process, asked by an organisation whose firewall is off: what the firewall costs. */
export const leanOff = {
  id: "off",
  name: "ours, firewall off",
  does: "the same without the firewall",
  start: (context) => leanDoor(context, "off"),
};

/** What `npm start` runs: pages, gateway and the storing of records in one process on one core. */
export const allInOne = {
  id: "all",
  name: "ours, all in one process",
  does: `${DOES}; stores the records too`,
  async start(context) {
    const home = await shared(context);
    return contender(home, {
      port: context.sharedPort,
      pid: home.mainPid,
      storingPids: [home.databasePid],
      // It stores the records of our other contenders, so it keeps off the measured core while they have it.
      takeCore: (isMeasured) => pin(home.mainPid, isMeasured ? CORES.gateway : CORES.database),
      stop: async () => {},
    });
  },
};

/** The second door, for hosts that cannot run our listener. */
export const nextDoor = {
  id: "next",
  name: "ours, Next door",
  does: DOES,
  async start(context) {
    const { home, port, child } = await ownProcess(context, "bench/gateway/spawned/next-door.mjs", {
      FLOOPY_ROLE: "web",
    });
    const storingPids = [home.databasePid, home.mainPid];
    return contender(home, { port, pid: child.pid, storingPids, stop: () => stop(child) });
  },
};
