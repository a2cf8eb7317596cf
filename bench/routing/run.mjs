/** `npm run bench:routing -- --data <folder>`: the learner and its baselines on real outcomes with simulated users. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundleServer } from "../../scripts/lib/build.mjs";

const root = path.resolve(import.meta.dirname, "../..");
await bundleServer({ "measure-routing": "bench/routing/spawned/measure-routing.ts" });
const script = path.join(root, "dist/measure-routing.js");
const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
