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

async function contender(home, { port, pid, storingPids, stop, takeCore }) {
  const { orgId, apiKey } = await home.makeCaller();
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
  const storingPids = [home.databasePid, home.mainPid];
  return contender(home, { port: context.port, pid: child.pid, storingPids, stop: () => stop(child) });
}

/** The request path alone: one gateway process; another process (all in one, below) stores its records. */
export const lean = {
  id: "lean",
  name: "ours, lean door",
  does: DOES,
  start: (context) => ownProcess(context, "dist/main.js", { FLOOPY_ROLE: "gateway" }),
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
  start: (context) => ownProcess(context, "bench/gateway/spawned/next-door.mjs", { FLOOPY_ROLE: "web" }),
};
