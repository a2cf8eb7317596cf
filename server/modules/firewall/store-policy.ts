import type { FirewallSettings } from "@/server/contracts/firewall";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

export async function storePolicy(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  rules: FirewallSettings,
): Promise<void> {
  await tx.firewallPolicy.upsert({
    where: { projectId, orgId: ctx.orgId },
    create: { id: newId("pol"), orgId: ctx.orgId, projectId, name: "Policy", rules },
    update: { rules, version: { increment: 1 } },
    select: { id: true },
  });
}
