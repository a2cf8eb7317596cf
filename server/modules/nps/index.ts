export { groupCounts } from "./answer-counts.queries";
export { compareGroups, sumCounts } from "./nps-score";
export { IS_COUNTED } from "./nps-where";
