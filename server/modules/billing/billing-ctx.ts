import type { PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";

/** Acts for the product where the payment provider, time or an operator says that something changed. */
export function billingCtx(orgId: string, now: Date, { planId = "free" }: { planId?: PlanId } = {}): Ctx {
  const actor = { kind: "job", name: "billing" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
