import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CORES, hasCommand, reachable, startPinned, stop } from "../processes.mjs";

const VERSION = "1.108.7";
const KEY = "sk-bench-litellm";

function install(folder) {
  const command = path.join(folder, "bin/litellm");
  if (existsSync(command)) return command;
  spawnSync("python3", ["-m", "venv", folder], { stdio: "ignore" });
  const pip = path.join(folder, "bin/pip");
  spawnSync(pip, ["install", "--quiet", `litellm[proxy]==${VERSION}`], { stdio: "ignore" });
  return existsSync(command) ? command : null;
}

/** Checks its master key; no database, so no record and no virtual keys. */
const config = (mockPort) => `
model_list:
  - model_name: "*"
    litellm_params:
      model: "openai/*"
      api_base: http://127.0.0.1:${mockPort}/v1
      api_key: sk-bench
litellm_settings:
  telemetry: false
  num_retries: 0
general_settings:
  master_key: ${KEY}
`;

export const litellm = {
  id: "litellm",
  name: "LiteLLM (PyPI)",
  does: "authenticates its master key, translates per provider; no record without its own database",
  async start({ port, mockPort, cacheDir, workDir }) {
    if (!hasCommand("python3")) return { skip: "there is no python3" };
    const command = install(path.join(cacheDir, `litellm-${VERSION}`));
    if (command === null) return { skip: `pip could not install litellm[proxy] ${VERSION}` };
    const folder = path.join(workDir, "litellm");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "config.yaml");
    writeFileSync(file, config(mockPort));
    const child = startPinned(
      CORES.gateway,
      command,
      ["--config", file, "--host", "127.0.0.1", "--port", String(port), "--num_workers", "1"],
      { cwd: folder, env: { ...process.env, LITELLM_LOG: "ERROR", LITELLM_MODE: "PRODUCTION" } },
    );
    await reachable(port, child, 180_000);
    const headers = { authorization: `Bearer ${KEY}` };
    return { port, pid: child.pid, headers, version: VERSION, stop: () => stop(child, "SIGTERM", 5000) };
  },
};
