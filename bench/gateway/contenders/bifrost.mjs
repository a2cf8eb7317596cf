import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CORES, reachable, startPinned, stop } from "../processes.mjs";

/** Everything from a file, no store: its lightest set-up. */
const config = (mockPort) => ({
  client: { enable_logging: false, drop_excess_requests: false },
  providers: {
    openai: {
      keys: [{ name: "bench", value: "sk-bench", models: ["*"], weight: 1 }],
      network_config: { base_url: `http://127.0.0.1:${mockPort}` },
    },
  },
  config_store: { enabled: false },
  logs_store: { enabled: false },
});

export const bifrost = {
  id: "bifrost",
  name: "Bifrost (Go)",
  does: "translates per provider; no authentication, no record (its stores are off)",
  async start({ port, mockPort, workDir }) {
    const binary = process.env.BENCH_BIFROST;
    if (!binary || !existsSync(binary))
      return { skip: "BENCH_BIFROST names no bifrost-http binary (build it from its public source)" };
    const folder = path.join(workDir, "bifrost");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "config.json"), JSON.stringify(config(mockPort)));
    const args = ["-app-dir", folder, "-host", "127.0.0.1", "-port", String(port), "-log-level", "error"];
    const child = startPinned(CORES.gateway, binary, args, { cwd: folder });
    await reachable(port, child);
    return {
      port,
      pid: child.pid,
      modelPrefix: "openai/",
      version: process.env.BENCH_BIFROST_VERSION ?? "",
      stop: () => stop(child, "SIGTERM", 3000),
    };
  },
};
