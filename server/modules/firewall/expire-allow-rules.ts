import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { bumpPolicy } from "./allow-rules.queries";

const BATCH = 100;

/**
 * Removes the rules whose time is over. Gateways stop following them by themselves; the new version of the policy makes
 * the cache forget what they let pass. Returns how many there were.
 */
export async function expireAllowRules(now: Date): Promise<number> {
  const expired = await systemDb().firewallAllowRule.findMany({
    where: { expiresAt: { lte: now } },
    orderBy: { expiresAt: "asc" },
    take: BATCH,
    select: { id: true, orgId: true, projectId: true },
  });
  for (const { id, orgId, projectId } of expired) {
    const ctx: Ctx = {
      ...{ orgId, planId: "free", requestId: id, address: null, now: () => now },
      actor: { kind: "job", name: "firewall" },
    };
    await withTenant(ctx, async (tx) => {
      const { count } = await tx.firewallAllowRule.deleteMany({
        where: { id, orgId, expiresAt: { lte: now } },
      });
      if (count === 0) return;
      await bumpPolicy(tx, orgId, projectId);
      await writeAudit(tx, ctx, {
        action: "firewall.allow_rule_expired",
        targetKind: "project",
        targetId: projectId,
        changes: { rule: id },
      });
    });
  }
  return expired.length;
}
