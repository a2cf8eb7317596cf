export { addHistograms, emptyLatencyHistogram, latencyBucket, percentile } from "./latency-histogram";
export { resolveWindow } from "./request-window";
