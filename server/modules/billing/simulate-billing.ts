import { SimulateBillingInput, type SimulateBillingOutput } from "@/server/contracts/billing";
import { BILLING_DAYS } from "@/server/contracts/plans";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import type { SimulatorProvider } from "@/server/integrations/stripe/simulator-provider";
import type { SimulatorAction } from "@/server/integrations/stripe/simulator-state";
import { billingCtx } from "./billing-ctx";
import { type EnsuredCustomer, ensureCustomer } from "./ensure-customer";
import { handleBillingEvent } from "./handle-billing-event";
import { syncSubscription } from "./sync-subscription";

/** What a person does on the simulator's pages. Its events take the way that Stripe's take. */
export async function simulateBilling(ctx: Ctx, input: SimulateBillingInput): Promise<SimulateBillingOutput> {
  authorize(ctx, "billing:manage");
  const { action } = parseInput(SimulateBillingInput, input);
  const provider = billingProvider();
  // Where money moves there is nothing to simulate.
  if (!isSimulator(provider)) throw notFound("page");
  const ensured = await ensureCustomer(ctx, provider);
  let isDeclined = false;
  for (const step of stepsOf(action, ensured)) {
    const done = await provider.act(ctx.orgId, step);
    isDeclined ||= done.step.isDeclined;
    const job = billingCtx(ctx.orgId, ctx.now());
    for (const event of done.events) await handleBillingEvent(job, event, provider);
  }
  // Time alone changes things, too: a grace ends without an event.
  await withTenant(ctx, (tx) =>
    syncSubscription(tx, ctx, provider, {
      audit: {
        action: "billing.simulated",
        targetKind: "subscription",
        targetId: ensured.customer.customerId,
        changes: { ...action },
      },
    }),
  );
  return { isDeclined };
}

function isSimulator(provider: { kind: string }): provider is SimulatorProvider {
  return provider.kind === "simulator";
}

/** Time passes day by day, so that what is told of a day finds the state of that day. */
function stepsOf(action: SimulateBillingInput["action"], { row }: EnsuredCustomer): SimulatorAction[] {
  const trialDays = row.trialUsedAt === null ? BILLING_DAYS.trial : null;
  switch (action.type) {
    case "pay":
      return [{ type: "subscribe", card: action.card, trialDays }];
    case "change_card":
      return [action];
    case "advance":
      return Array.from({ length: action.days }, () => ({ type: "advance", days: 1 }));
  }
}
