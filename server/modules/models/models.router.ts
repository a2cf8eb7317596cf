import { ListModelsInput, ListModelsOutput, RepriceInput, RepriceOutput } from "@/server/contracts/models";
import { PriceOverrideSchema, RemovePriceInput, SetPriceInput } from "@/server/contracts/prices";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { listOrgModels } from "./list-org-models";
import { removePrice } from "./remove-price";
import { repriceRequests } from "./reprice-requests";
import { setPrice } from "./set-price";

export const modelsRouter = router({
  list: procedure
    .requires("request:read")
    .input(ListModelsInput)
    .output(ListModelsOutput)
    .query(({ ctx, input }) => listOrgModels(ctx.org, input)),
  setPrice: procedure
    .requires("price:manage")
    .input(SetPriceInput)
    .output(PriceOverrideSchema)
    .mutation(({ ctx, input }) => setPrice(ctx.org, input)),
  removePrice: procedure
    .requires("price:manage")
    .input(RemovePriceInput)
    .output(PriceOverrideSchema)
    .mutation(({ ctx, input }) => removePrice(ctx.org, input)),
  reprice: procedure
    .requires("price:manage")
    .input(RepriceInput)
    .output(RepriceOutput)
    .mutation(({ ctx, input }) => repriceRequests(ctx.org, input)),
});
