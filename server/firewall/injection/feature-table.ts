/** Eight bits of a feature's hash that do not choose its place; never 0, which marks an empty place. */
export const featureMark = (feature: number): number => ((feature & 0xff) % 255) + 1;

const PROBES = 2;

/** Weights by the hash of their feature. An entry carries a mark of its feature, so that unknown ones weigh nothing. */
export class FeatureTable {
  readonly #weights: Int8Array;
  readonly #marks: Uint8Array;
  readonly #shift: number;
  readonly #scale: number;

  constructor(data: { weights: string; marks: string; bits: number; scale: number }) {
    this.#weights = Int8Array.from(Buffer.from(data.weights, "base64"));
    this.#marks = Uint8Array.from(Buffer.from(data.marks, "base64"));
    this.#shift = 32 - data.bits;
    this.#scale = data.scale;
  }

  weight(feature: number): number {
    const mark = featureMark(feature);
    const place = feature >>> this.#shift;
    for (let probe = 0; probe < PROBES; probe++) {
      if (this.#marks[place ^ probe] === mark) return (this.#weights[place ^ probe] ?? 0) * this.#scale;
    }
    return 0;
  }
}
