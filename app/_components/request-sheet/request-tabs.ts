/** The sheet's tabs, as they stand in the URL. */
export const REQUEST_TABS = ["messages", "trace", "quality", "details", "raw"] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];
