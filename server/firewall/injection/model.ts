import { FeatureTable } from "./feature-table";
import data from "./model-data.json";

/** What training left: the weights of features, and from which scores a text is taken for an attack. */
export const model = {
  version: data.version,
  bias: data.bias,
  /** The combined score that becomes a half. */
  middle: data.middle,
  thresholds: data.thresholds,
  features: new FeatureTable(data),
};
