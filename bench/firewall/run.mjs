/** `npm run bench:firewall -- --data <folder> [--json file]`: the shipped detectors on any folder of corpora. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundleServer, SERVER_ENTRIES } from "../../scripts/lib/build.mjs";

const root = path.resolve(import.meta.dirname, "../..");
await bundleServer({
  "measure-firewall": "bench/firewall/spawned/measure-firewall.ts",
  firewall: "server/firewall/index.ts",
  "firewall-thread": SERVER_ENTRIES["firewall-thread"],
});
const script = path.join(root, "dist/measure-firewall.js");
const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
