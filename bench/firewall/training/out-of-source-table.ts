import { HARD_NEGATIVES } from "./folds";
import { areaUnderCurve, isOrdinary, type Scored, shareAbove, thresholdAt } from "./thresholds";

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What was measured on sources left out of training, as Markdown. */
export function outOfSourceTable(scored: readonly Scored[]): string {
  const scores = (keep: (row: Scored) => boolean): number[] => scored.filter(keep).map(({ score }) => score);
  const ordinary = scores(({ text }) => isOrdinary(text));
  const attacks = scores(({ text }) => text.isAttack);
  const thresholds = [0.002, 0.005, 0.02].map((share) => thresholdAt(ordinary, share));
  const cells = (rows: readonly number[]): string =>
    thresholds.map((threshold) => percent(shareAbove(rows, threshold))).join(" | ");
  const perSource = (wanted: (row: Scored) => boolean): string[] =>
    [...new Set(scored.filter(wanted).map(({ text }) => text.source))].sort().map((source) => {
      const rows = scores((row) => wanted(row) && row.text.source === source);
      return `| ${source} | ${rows.length} | ${cells(rows)} |`;
    });
  return [
    `Area under the curve: ${areaUnderCurve(attacks, ordinary).toFixed(3)}`,
    "",
    "| | texts | low (0.2 %) | medium (0.5 %) | high (2 %) |",
    "| --- | ---: | ---: | ---: | ---: |",
    `| **attacks found** | ${attacks.length} | ${cells(attacks)} |`,
    ...perSource(({ text }) => text.isAttack),
    `| **ordinary prompts stopped** | ${ordinary.length} | ${cells(ordinary)} |`,
    ...perSource(({ text }) => isOrdinary(text)),
    "| **innocent text full of trigger words stopped** | | | | |",
    ...perSource(({ text }) => HARD_NEGATIVES.has(text.source)),
  ].join("\n");
}
