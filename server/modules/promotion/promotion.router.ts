import {
  AddShadowInput,
  CandidateChange,
  CandidateInput,
  RoutePromotionInput,
  RoutePromotionView,
  StartCanaryInput,
} from "@/server/contracts/promotion";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getPromotion } from "./get-promotion";
import { promoteCandidate, removeCandidate } from "./promote-candidate";
import { startCanary } from "./start-canary";
import { addShadow, startShadow } from "./start-shadow";

const manage = () => procedure.requires("route:manage");

export const promotionRouter = router({
  get: procedure
    .requires("route:read")
    .input(RoutePromotionInput)
    .output(RoutePromotionView)
    .query(({ ctx, input }) => getPromotion(ctx.org, input)),
  addShadow: manage()
    .input(AddShadowInput)
    .output(CandidateChange)
    .mutation(({ ctx, input }) => addShadow(ctx.org, input)),
  startShadow: manage()
    .input(CandidateInput)
    .output(CandidateChange)
    .mutation(({ ctx, input }) => startShadow(ctx.org, input)),
  startCanary: manage()
    .input(StartCanaryInput)
    .output(CandidateChange)
    .mutation(({ ctx, input }) => startCanary(ctx.org, input)),
  promote: manage()
    .input(CandidateInput)
    .output(CandidateChange)
    .mutation(({ ctx, input }) => promoteCandidate(ctx.org, input)),
  remove: manage()
    .input(CandidateInput)
    .output(CandidateChange)
    .mutation(({ ctx, input }) => removeCandidate(ctx.org, input)),
});
