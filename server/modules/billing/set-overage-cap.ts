import { SetOverageCapInput } from "@/server/contracts/billing";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockSubscription } from "./subscriptions.queries";

/** The most that requests past the included ones may cost in a month; gateways follow it within seconds. */
export async function setOverageCap(ctx: Ctx, input: SetOverageCapInput): Promise<SetOverageCapInput> {
  authorize(ctx, "billing:manage");
  const { capMicroUsd } = parseInput(SetOverageCapInput, input);
  const { orgId } = ctx;
  await withTenant(ctx, async (tx) => {
    const before = await lockSubscription(tx, ctx);
    const cap = before.overageCapMicroUsd;
    await tx.subscription.update({
      where: { orgId },
      data: { overageCapMicroUsd: capMicroUsd === null ? null : BigInt(capMicroUsd) },
      select: { orgId: true },
    });
    // A raised cap may be reached again.
    await tx.quotaAlert.deleteMany({ where: { orgId, kind: "stop" } });
    await writeAudit(tx, ctx, {
      action: "overage_cap.set",
      targetKind: "subscription",
      targetId: orgId,
      changes: { capMicroUsd: [cap === null ? null : Number(cap), capMicroUsd] },
    });
  });
  return { capMicroUsd };
}
