/** `npm run train:firewall -- --data <folder>`: trains the injection detector; the same texts give the same bytes. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundleServer } from "./lib/build.mjs";

const root = path.resolve(import.meta.dirname, "..");
await bundleServer({ "train-firewall": "bench/firewall/spawned/train-firewall.ts" });
const script = path.join(root, "dist/train-firewall.js");
const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
