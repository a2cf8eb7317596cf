import {
  FacetsSchema,
  GetRequestInput,
  HistogramSchema,
  ListNewRequestsInput,
  ListRequestsInput,
  NewRequestsSchema,
  RequestDetailSchema,
  RequestFiltersSchema,
  RequestPageSchema,
  SummarySchema,
} from "@/server/contracts/requests";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getHistogram } from "./get-histogram";
import { getRequest } from "./get-request";
import { getSummary } from "./get-summary";
import { listFacets } from "./list-facets";
import { listNewRequests } from "./list-new-requests";
import { listRequests } from "./list-requests";

const read = () => procedure.requires("request:read");

export const requestsRouter = router({
  list: read()
    .input(ListRequestsInput)
    .output(RequestPageSchema)
    .query(({ ctx, input }) => listRequests(ctx.org, input)),
  listNew: read()
    .input(ListNewRequestsInput)
    .output(NewRequestsSchema)
    .query(({ ctx, input }) => listNewRequests(ctx.org, input)),
  get: read()
    .input(GetRequestInput)
    .output(RequestDetailSchema)
    .query(({ ctx, input }) => getRequest(ctx.org, input)),
  histogram: read()
    .input(RequestFiltersSchema)
    .output(HistogramSchema)
    .query(({ ctx, input }) => getHistogram(ctx.org, input)),
  summary: read()
    .input(RequestFiltersSchema)
    .output(SummarySchema)
    .query(({ ctx, input }) => getSummary(ctx.org, input)),
  facets: read()
    .input(RequestFiltersSchema.pick({ range: true }))
    .output(FacetsSchema)
    .query(({ ctx, input }) => listFacets(ctx.org, input)),
});
