import type { ListRequestsInput } from "@/server/contracts/requests";

/** What the overview sums up; the links behind its figures carry the same range. */
export const SUMMARY_RANGE = "24h";

/** The newest rows of the application, as prefetched on the server and read in the browser. */
export const LATEST_REQUESTS: ListRequestsInput = { range: SUMMARY_RANGE, madeBy: ["application"], limit: 8 };

/** Answers are far fewer than requests: of one day they would say nothing. */
export const USERS_RANGE = "30d";
