import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const Row = z.object({
  text: z.string(),
  label: z.enum(["injection", "jailbreak", "benign", "pii", "secret"]),
  source: z.string(),
  strat: z.string().nullish(),
  lang: z.string().nullish(),
  spans: z.array(z.tuple([z.number(), z.number(), z.string()])).optional(),
});
export type Row = z.infer<typeof Row>;

export type CorpusFile = "attacks" | "benign" | "pii" | "secrets";

/** The rows of one file of a folder of corpora; none when the folder lacks the file. */
export function readCorpus(folder: string, file: CorpusFile): Row[] {
  const full = path.join(folder, `${file}.jsonl.gz`);
  if (!existsSync(full)) return [];
  // Texts hold other line ends, so only a line feed separates rows.
  const lines = gunzipSync(readFileSync(full)).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => Row.parse(JSON.parse(line)));
}
