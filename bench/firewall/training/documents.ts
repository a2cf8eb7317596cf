/** A text to train on or to measure. */
export interface LabelledText {
  text: string;
  isAttack: boolean;
  source: string;
  /** Part of the source. */
  stratum: string;
}
