/** What is known of a text once all its readings have been looked at. */
export interface Measures {
  /** Score of the best window of 48 words, and of 16. */
  wide: number;
  narrow: number;
  /** Whether a decoded reading looks more like an attack than the text as it is. */
  isDecoded: boolean;
  /** How many rules matched. */
  ruleCount: number;
}

/** What a text without words has, and the least any window counts. */
export const SCORE_MIN = -6;
/** A reading that scores this much more than those before it makes the text suspicious. */
export const DECODED_LEAD = 0.5;

/**
 * Fixed weights. Weights fitted on the scores of left-out sources found fewer attacks of yet other sources (77 against
 * 80 % at 0.5 % false positives): they learn which sources are long or short.
 */
export const combineMeasures = ({ wide, narrow, isDecoded, ruleCount }: Measures): number =>
  wide + 0.25 * narrow + 1.5 * Math.log2(1 + ruleCount) + (isDecoded ? 0.5 : 0);

/** 0 to 1, a half at the threshold that stops 0.5 % of ordinary prompts. */
export const toScore = (combined: number, middle: number): number =>
  1 / (1 + Math.exp((middle - combined) / 2));
