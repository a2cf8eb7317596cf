/** `npm run fuzz:firewall -- [--seconds 600] [--seed 1]`: the detectors on texts that are made up, the slow ones changed further. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundleServer } from "../../scripts/lib/build.mjs";

const root = path.resolve(import.meta.dirname, "../..");
await bundleServer({ "fuzz-firewall": "bench/firewall/spawned/fuzz-firewall.ts" });
const script = path.join(root, "dist/fuzz-firewall.js");
const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
