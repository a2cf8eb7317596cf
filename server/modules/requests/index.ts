export { addHistograms, emptyLatencyHistogram, latencyBucket, percentile } from "./latency-histogram";
