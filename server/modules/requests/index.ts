export { holdRequest } from "./hold-request.queries";
export {
  addHistograms,
  emptyLatencyHistogram,
  latencyBucket,
  latencyBucketSql,
  latencyHistogramSql,
  percentile,
} from "./latency-histogram";
export { oldestBody, oldestMetadata, resolveWindow } from "./request-window";
