import type { RequestFiltersInput, RequestSort } from "@/server/contracts/requests";

/** Server and browser build the same input, so that the prefetched page is found. */
export function listInput(orgSlug: string, filters: RequestFiltersInput, sort: RequestSort) {
  return { orgSlug, ...filters, sort, limit: 100 };
}

export const pagesByCursor = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
};
