import {
  DEFAULT_FIREWALL_SETTINGS,
  type FirewallPolicy,
  readFirewallSettings,
} from "@/server/contracts/firewall";
import { entitled } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";

/** The project's policy, or what holds for one that has none. */
export async function readFirewallPolicy(tx: Tx, ctx: Ctx, projectId: string): Promise<FirewallPolicy> {
  const stored = await tx.firewallPolicy.findFirst({
    where: { orgId: ctx.orgId, projectId },
    select: { rules: true, version: true },
  });
  const mayHaveRules = entitled(ctx.planId, "custom_firewall_rules");
  if (stored === null) return { ...DEFAULT_FIREWALL_SETTINGS, projectId, version: 0, mayHaveRules };
  return { ...readFirewallSettings(stored.rules), projectId, version: stored.version, mayHaveRules };
}
