export { addHistograms, emptyLatencyHistogram, latencyBucket } from "./latency-histogram";
