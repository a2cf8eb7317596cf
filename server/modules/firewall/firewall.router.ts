import {
  FirewallPolicy,
  FirewallTrial,
  HitKey,
  ProjectOfFirewall,
  TryFirewallInput,
  UpdateFirewallInput,
} from "@/server/contracts/firewall";
import {
  AllowPreview,
  AllowRuleGone,
  AllowRuleMade,
  AllowRules,
  CreateAllowInput,
  PreviewAllowInput,
  RemoveAllowInput,
} from "@/server/contracts/firewall-allow";
import {
  HitDetail,
  HitPage,
  HitRangeInput,
  HitTimeline,
  ListHitsInput,
  ReviewHitInput,
  ReviewReport,
} from "@/server/contracts/firewall-hits";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createAllowRule } from "./create-allow-rule";
import { getFirewall } from "./get-firewall";
import { getHit } from "./get-hit";
import { getHitTimeline } from "./get-hit-timeline";
import { getReviewReport } from "./get-review-report";
import { listAllowRules } from "./list-allow-rules";
import { listHits } from "./list-hits";
import { previewAllowRule } from "./preview-allow-rule";
import { removeAllowRule } from "./remove-allow-rule";
import { reviewHit } from "./review-hit";
import { tryFirewall } from "./try-firewall";
import { updateFirewall } from "./update-firewall";

export const firewallRouter = router({
  get: procedure
    .requires("firewall:read")
    .input(ProjectOfFirewall)
    .output(FirewallPolicy)
    .query(({ ctx, input }) => getFirewall(ctx.org, input)),
  update: procedure
    .requires("firewall:manage")
    .input(UpdateFirewallInput)
    .output(FirewallPolicy)
    .mutation(({ ctx, input }) => updateFirewall(ctx.org, input)),
  try: procedure
    .requires("firewall:read")
    .input(TryFirewallInput)
    .output(FirewallTrial)
    .mutation(({ ctx, input }) => tryFirewall(ctx.org, input)),
  timeline: procedure
    .requires("firewall:read")
    .input(HitRangeInput)
    .output(HitTimeline)
    .query(({ ctx, input }) => getHitTimeline(ctx.org, input)),
  hits: procedure
    .requires("firewall:read")
    .input(ListHitsInput)
    .output(HitPage)
    .query(({ ctx, input }) => listHits(ctx.org, input)),
  hit: procedure
    .requires("firewall:read")
    .input(HitKey)
    .output(HitDetail)
    .query(({ ctx, input }) => getHit(ctx.org, input)),
  reviews: procedure
    .requires("firewall:read")
    .input(HitRangeInput)
    .output(ReviewReport)
    .query(({ ctx, input }) => getReviewReport(ctx.org, input)),
  review: procedure
    .requires("firewall:manage")
    .input(ReviewHitInput)
    .output(ReviewHitInput.pick({ verdict: true }))
    .mutation(({ ctx, input }) => reviewHit(ctx.org, input)),
  allowed: procedure
    .requires("firewall:read")
    .input(ProjectOfFirewall)
    .output(AllowRules)
    .query(({ ctx, input }) => listAllowRules(ctx.org, input)),
  previewAllow: procedure
    .requires("firewall:manage")
    .input(PreviewAllowInput)
    .output(AllowPreview)
    .mutation(({ ctx, input }) => previewAllowRule(ctx.org, input)),
  allow: procedure
    .requires("firewall:manage")
    .input(CreateAllowInput)
    .output(AllowRuleMade)
    .mutation(({ ctx, input }) => createAllowRule(ctx.org, input)),
  removeAllowed: procedure
    .requires("firewall:manage")
    .input(RemoveAllowInput)
    .output(AllowRuleGone)
    .mutation(({ ctx, input }) => removeAllowRule(ctx.org, input)),
});
