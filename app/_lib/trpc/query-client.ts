import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";
import { isRetryable } from "./errors";

const FRESH_MS = 10_000;
const RETRIES_MAX = 2;

/** One cache per browser tab, and one per request on the server. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Long enough that hydrated data is not fetched again at once.
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isRetryable(error),
      },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
