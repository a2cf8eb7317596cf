/** What the overview sums up; the links behind its figures carry the same range. */
export const SUMMARY_RANGE = "24h";

/** The newest rows, as prefetched on the server and read in the browser. */
export const LATEST_REQUESTS = { range: SUMMARY_RANGE, limit: 8 } as const;
