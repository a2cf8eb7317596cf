import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gatherTexts } from "../training/gather-texts";
import { gatherWords } from "../training/gather-words";

const { values: options } = parseArgs({
  options: { data: { type: "string" } },
  strict: false,
});
const words = gatherWords(gatherTexts(String(options.data)));
const file = "server/firewall/normalise/words-data.json";
writeFileSync(file, `${JSON.stringify({ words: words.join(" ") }, null, 2)}\n`);
console.log(`${file}: ${words.length} words`);
