import type { LabelledText } from "./documents";
import { HARD_NEGATIVES, SYSTEM_LIKE } from "./folds";

export interface Scored {
  text: LabelledText;
  score: number;
}

export const isOrdinary = ({ isAttack, source }: LabelledText): boolean =>
  !isAttack && !HARD_NEGATIVES.has(source) && !SYSTEM_LIKE.has(source);

/** The score that this share of `scores` exceeds. */
export function thresholdAt(scores: readonly number[], share: number): number {
  const falling = [...scores].sort((a, b) => b - a);
  return falling[Math.floor(falling.length * share)] ?? 1;
}

export const shareAbove = (scores: readonly number[], threshold: number): number =>
  scores.length === 0 ? 0 : scores.filter((score) => score > threshold).length / scores.length;

/** How likely an attack scores above an ordinary text. */
export function areaUnderCurve(attacks: readonly number[], ordinary: readonly number[]): number {
  const all = [
    ...attacks.map((score) => ({ score, isAttack: true })),
    ...ordinary.map((score) => ({ score, isAttack: false })),
  ];
  all.sort((a, b) => a.score - b.score);
  let below = 0;
  let area = 0;
  for (let first = 0; first < all.length; ) {
    let next = first;
    let tied = 0;
    let attacksHere = 0;
    for (; next < all.length && all[next]?.score === all[first]?.score; next++) {
      if (all[next]?.isAttack) attacksHere++;
      else tied++;
    }
    area += attacksHere * (below + tied / 2);
    below += tied;
    first = next;
  }
  return area / Math.max(1, attacks.length * ordinary.length);
}
