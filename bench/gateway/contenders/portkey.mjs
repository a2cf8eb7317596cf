import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CORES, reachable, startPinned, stop } from "../processes.mjs";

const VERSION = "1.15.2";
const MANIFEST = {
  private: true,
  dependencies: { "@portkey-ai/gateway": VERSION },
  // Near its own lock file. With the newest of both, 1.15.2 answers 500 to every streaming request on Node 20.
  overrides: { hono: "4.9.7", "@hono/node-server": "1.14.1" },
};

function install(folder) {
  const entry = path.join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(MANIFEST));
  spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
    stdio: "ignore",
  });
  return existsSync(entry) ? entry : null;
}

export const portkey = {
  id: "portkey",
  name: "Portkey (npm)",
  does: "translates per provider; no authentication of its own, no record",
  async start({ port, mockPort, cacheDir }) {
    const folder = path.join(cacheDir, `portkey-${VERSION}`);
    const entry = install(folder);
    if (entry === null)
      return { skip: `npm could not install @portkey-ai/gateway ${VERSION} into ${folder}` };
    const child = startPinned(CORES.gateway, process.execPath, [entry, `--port=${port}`, "--headless"], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: "production" },
    });
    await reachable(port, child);
    const headers = {
      authorization: "Bearer sk-bench",
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": `http://127.0.0.1:${mockPort}/v1`,
    };
    return { port, pid: child.pid, headers, version: VERSION, stop: () => stop(child, "SIGTERM", 3000) };
  },
};
