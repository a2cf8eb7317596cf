export {
  addHistograms,
  emptyLatencyHistogram,
  LATENCY_BUCKETS,
  latencyBucket,
  percentile,
} from "./latency-histogram";
