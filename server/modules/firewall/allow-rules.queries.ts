import { ActiveAllowRule, AllowRule } from "@/server/contracts/firewall-allow";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

/** The rules of a project, the newest first; those that have expired are about to be removed. */
export async function readAllowRules(tx: Tx, ctx: Ctx, projectId: string): Promise<AllowRule[]> {
  const rows = await tx.firewallAllowRule.findMany({
    where: {
      orgId: ctx.orgId,
      projectId,
      OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now() } }],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 500,
    omit: { orgId: true, projectId: true },
  });
  return rows.flatMap((row) => AllowRule.safeParse(row).data ?? []);
}

export const toActive = ({ expiresAt, ...rule }: AllowRule): ActiveAllowRule =>
  ActiveAllowRule.parse({ ...rule, expiresAtMs: expiresAt?.getTime() ?? null });

/** A new version of the policy, which gateways and the cache tell from the one before. */
export async function bumpPolicy(tx: Tx, orgId: string, projectId: string): Promise<void> {
  await tx.firewallPolicy.upsert({
    where: { projectId, orgId },
    create: { id: newId("pol"), orgId, projectId, name: "Policy", rules: {} },
    update: { version: { increment: 1 } },
    select: { id: true },
  });
}
