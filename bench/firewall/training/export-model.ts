import { createHash } from "node:crypto";
import { toScore } from "../../../server/firewall/injection/combine-measures";
import { featureMark } from "../../../server/firewall/injection/feature-table";
import type { FeatureStore } from "./feature-store";
import type { LinearModel } from "./linear-model";

export const TABLE_BITS = 18;
/** A fuller table would push features out of their places. */
const KEPT_MAX = 190_000;
const WEIGHT_MAX = 127;

/** Combined scores that 0.2, 0.5 and 2 % of ordinary prompts exceed. */
export interface Thresholds {
  low: number;
  medium: number;
  high: number;
}

/** The model as the product reads it. The same training gives the same bytes. */
export function exportModel(
  store: FeatureStore,
  linear: LinearModel,
  thresholds: Thresholds,
  trainedOn: string,
): string {
  const order = [...linear.weights.keys()]
    .filter((id) => linear.weights[id] !== 0)
    .sort((a, b) => Math.abs(linear.weights[b] ?? 0) - Math.abs(linear.weights[a] ?? 0) || a - b)
    .slice(0, KEPT_MAX);
  const largest = Math.abs(linear.weights[order[20] ?? 0] ?? 1);
  const scale = largest / WEIGHT_MAX;
  const weights = new Int8Array(1 << TABLE_BITS);
  const marks = new Uint8Array(1 << TABLE_BITS);
  for (const id of order) {
    const hash = store.hashes[id] ?? 0;
    const weight = Math.max(-WEIGHT_MAX, Math.min(WEIGHT_MAX, Math.round((linear.weights[id] ?? 0) / scale)));
    const place = hash >>> (32 - TABLE_BITS);
    const at = marks[place] === 0 ? place : place ^ 1;
    if (weight === 0 || marks[at] !== 0) continue;
    weights[at] = weight;
    marks[at] = featureMark(hash);
  }
  const round = (value: number): number => Number(value.toPrecision(6));
  const content = {
    trainedOn,
    bits: TABLE_BITS,
    scale: round(scale),
    bias: round(linear.bias),
    middle: round(thresholds.medium),
    thresholds: {
      low: round(toScore(thresholds.low, thresholds.medium)),
      medium: 0.5,
      high: round(toScore(thresholds.high, thresholds.medium)),
    },
    weights: Buffer.from(weights.buffer).toString("base64"),
    marks: Buffer.from(marks.buffer).toString("base64"),
  };
  const version = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
  return `${JSON.stringify({ version, ...content }, null, 2)}\n`;
}
