/** Programs that tests use when Go can build them: built once and kept under node_modules, else null with the reason. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

const BUILD_TIMEOUT_MS = 300_000;
const root = path.resolve(import.meta.dirname, "../..");

/** Path of the program of a Go module (`github.com/owner/program@v1.2.3`), built where it is not there yet. */
export function ensureGoTool(module) {
  const [name] = module.split("/").at(-1).split("@");
  const folder = path.join(root, "node_modules/.cache/go-tools", module.replaceAll(/[^\w.@-]/g, "_"));
  const program = path.join(folder, name);
  if (existsSync(program)) return program;
  if (spawnSync("go", ["version"], { stdio: "ignore" }).status !== 0) {
    console.warn(`Skipped: ${name} needs Go to be built. Install Go to run the tests that need it.`);
    return null;
  }
  mkdirSync(folder, { recursive: true });
  const built = spawnSync("go", ["install", module], {
    env: { ...process.env, GOBIN: folder },
    stdio: "ignore",
    timeout: BUILD_TIMEOUT_MS,
  });
  if (built.status === 0 && existsSync(program)) return program;
  console.warn(`Skipped: ${name} could not be built; its module may be out of reach.`);
  return null;
}
