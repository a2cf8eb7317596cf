import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CORES, reachable, startPinned, stop } from "../processes.mjs";

/** Its lightest set-up: no store for inferences, no functions. */
const config = (port, mockPort) => `
[gateway]
bind_address = "127.0.0.1:${port}"
observability.enabled = false
${["bench", "bench-paced"]
  .map(
    (model) => `
[models."${model}"]
routing = ["mock"]

[models."${model}".providers.mock]
type = "openai"
model_name = "${model}"
api_base = "http://127.0.0.1:${mockPort}/v1/"
api_key_location = "none"
`,
  )
  .join("")}`;

export const tensorzero = {
  id: "tensorzero",
  name: "TensorZero (Rust)",
  does: "translates per provider; no authentication, no record (its store is off)",
  async start({ port, mockPort, workDir }) {
    const binary = process.env.BENCH_TENSORZERO;
    if (!binary || !existsSync(binary))
      return { skip: "BENCH_TENSORZERO names no gateway binary (build it from its public source)" };
    const folder = path.join(workDir, "tensorzero");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "tensorzero.toml");
    writeFileSync(file, config(port, mockPort));
    const child = startPinned(CORES.gateway, binary, ["--config-file", file], {
      cwd: folder,
      env: { ...process.env, TENSORZERO_DISABLE_PSEUDONYMOUS_USAGE_ANALYTICS: "1", RUST_LOG: "error" },
    });
    await reachable(port, child);
    return {
      port,
      pid: child.pid,
      path: "/openai/v1/chat/completions",
      modelPrefix: "tensorzero::model_name::",
      version: process.env.BENCH_TENSORZERO_VERSION ?? "",
      stop: () => stop(child, "SIGTERM", 3000),
    };
  },
};
