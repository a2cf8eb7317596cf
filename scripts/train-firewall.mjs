/** `npm run train:firewall -- --data <folder>`: trains the injection detector; the same texts give the same bytes. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundleServer } from "./lib/build.mjs";

const root = path.resolve(import.meta.dirname, "..");
const options = process.argv.slice(2);

async function run(name) {
  await bundleServer({ [name]: `bench/firewall/spawned/${name}.ts` });
  const script = path.join(root, `dist/${name}.js`);
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", script, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

// Training reads texts as the product does, with the words that the product will know.
if (!options.includes("--dry-run")) await run("gather-words");
await run("train-firewall");
