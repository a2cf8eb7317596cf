import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gatherTexts } from "../training/gather-texts";
import { outOfSourceTable } from "../training/out-of-source-table";
import { train } from "../training/train";

const MODEL_FILE = "server/firewall/injection/model-data.json";
const TABLE_FILE = "server/firewall/injection/MEASURED.md";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    "rows-max": { type: "string" },
    "dry-run": { type: "boolean", default: false },
  },
});
if (options.data === undefined) {
  console.error("npm run train:firewall -- --data <folder of corpora> [--dry-run] [--rows-max 900]");
  process.exit(1);
}
const texts = gatherTexts(
  options.data,
  options["rows-max"] === undefined ? undefined : Number(options["rows-max"]),
);
const trained = train(texts, (line) =>
  console.log(`${(process.cpuUsage().user / 1e6).toFixed(0)} s: ${line}`),
);
const table = outOfSourceTable(trained.outOfSource);
console.log(`\n${table}\n`);
if (!options["dry-run"]) {
  writeFileSync(MODEL_FILE, trained.model);
  writeFileSync(
    TABLE_FILE,
    `# Measured on sources left out of training\n\nWritten by \`npm run train:firewall\`; texts ${trained.trainedOn.slice(0, 16)}. How to read it: README.md.\n\n${table}\n`,
  );
  console.log(`${MODEL_FILE}: ${(trained.model.length / 1024).toFixed(0)} kB`);
}
