import {
  BillingNotices,
  BillingPlace,
  BillingView,
  SalesContact,
  SetOverageCapInput,
  SimulateBillingInput,
  SimulateBillingOutput,
} from "@/server/contracts/billing";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { cancelPlan, resumePlan } from "./cancel-plan";
import { getBilling } from "./get-billing";
import { getSalesContact } from "./get-sales-contact";
import { listNotices } from "./list-notices";
import { openPortal } from "./open-portal";
import { setOverageCap } from "./set-overage-cap";
import { simulateBilling } from "./simulate-billing";
import { startCheckout } from "./start-checkout";

export const billingRouter = router({
  salesContact: procedure
    .open()
    .output(SalesContact)
    .query(() => getSalesContact()),
  get: procedure
    .requires("billing:read")
    .output(BillingView)
    .query(({ ctx }) => getBilling(ctx.org)),
  notices: procedure
    .requires("usage:read")
    .output(BillingNotices)
    .query(({ ctx }) => listNotices(ctx.org)),
  startCheckout: procedure
    .requires("billing:manage")
    .output(BillingPlace)
    .mutation(({ ctx }) => startCheckout(ctx.org)),
  openPortal: procedure
    .requires("billing:manage")
    .output(BillingPlace)
    .mutation(({ ctx }) => openPortal(ctx.org)),
  cancel: procedure
    .requires("billing:manage")
    .output(BillingView)
    .mutation(({ ctx }) => cancelPlan(ctx.org)),
  resume: procedure
    .requires("billing:manage")
    .output(BillingView)
    .mutation(({ ctx }) => resumePlan(ctx.org)),
  setOverageCap: procedure
    .requires("billing:manage")
    .input(SetOverageCapInput)
    .output(SetOverageCapInput)
    .mutation(({ ctx, input }) => setOverageCap(ctx.org, input)),
  simulate: procedure
    .requires("billing:manage")
    .input(SimulateBillingInput)
    .output(SimulateBillingOutput)
    .mutation(({ ctx, input }) => simulateBilling(ctx.org, input)),
});
