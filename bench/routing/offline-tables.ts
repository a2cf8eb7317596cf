import type { OfflineReport, OfflineRow } from "./offline";
import type { PairRow } from "./pairs";
import { mark, TARGETS, type Targets } from "./targets";

const percent = (share: number | null): string => (share === null ? "–" : (100 * share).toFixed(1));

/** B1 to B3. */
export function offlineTable({ name, best, rows }: OfflineReport, targets: Targets): string {
  const head = `Offline, ${name}; best single model ${best.model}: quality ${best.quality.toFixed(4)} at $${(1_000 * best.cost).toFixed(2)} per 1,000\n| choice | cost saved at 95 % of its quality, % | at 100 % | AIQ |\n| --- | ---: | ---: | ---: |`;
  const lines = rows.map(
    ({ title, saved95, saved100, aiq }) =>
      `| ${title} | ${percent(saved95)} | ${percent(saved100)} | ${aiq.toFixed(4)} |`,
  );
  const product = rows.find(({ id }) => id === "product");
  return [head, ...lines, "", verdict(product, targets)].join("\n");
}

function verdict(product: OfflineRow | undefined, { saved95, saved100 }: Targets): string {
  const isReached = (product?.saved95 ?? 0) >= saved95 && (product?.saved100 ?? 0) >= saved100;
  return `Target from text alone ${percent(saved95)} / ${percent(saved100)}: ${mark(isReached)}.`;
}

/** B4 and B5. */
export function pairTable(rows: readonly PairRow[]): string {
  const head =
    "Pairs: who needs the strong model\n| dataset | prompts | choice | learned | APGR | strong calls at 95 % of its quality, % |\n| --- | ---: | --- | --- | ---: | ---: |";
  const lines = rows.map(
    ({ dataset, prompts, title, learned, apgr, strong95 }) =>
      `| ${dataset} | ${prompts} | ${title} | ${learned} | ${apgr.toFixed(3)} | ${percent(strong95)} |`,
  );
  const largest = rows.reduce((most, row) => Math.max(most, row.prompts), 0);
  const product = (learned: PairRow["learned"]): PairRow | undefined =>
    rows.find((row) => row.id === "product" && row.learned === learned && row.prompts === largest);
  const [own, other] = [product("in-domain"), product("transfer")];
  const told = `On the largest dataset: in-domain APGR at least ${TARGETS.apgrInDomain} ${mark((own?.apgr ?? 0) >= TARGETS.apgrInDomain)}, transfer at least ${TARGETS.apgrTransfer} ${mark((other?.apgr ?? 0) >= TARGETS.apgrTransfer)}, strong calls at most ${percent(TARGETS.strong95)} % ${mark((own?.strong95 ?? 1) <= TARGETS.strong95)}.`;
  return [head, ...lines, "", told].join("\n");
}
