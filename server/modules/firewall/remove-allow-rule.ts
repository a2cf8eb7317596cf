import { RemoveAllowInput } from "@/server/contracts/firewall-allow";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { bumpPolicy } from "./allow-rules.queries";

/** What the rule let pass is found again from now on; the review that made it stays. */
export async function removeAllowRule(ctx: Ctx, input: RemoveAllowInput): Promise<{ id: string }> {
  authorize(ctx, "firewall:manage");
  const { projectId, ruleId } = parseInput(RemoveAllowInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    const rule = await tx.firewallAllowRule.findFirst({
      where: { id: ruleId, orgId: ctx.orgId, projectId },
      select: { category: true, detector: true, direction: true, reason: true },
    });
    if (rule === null) throw notFound("allow rule");
    await tx.firewallAllowRule.deleteMany({ where: { id: ruleId, orgId: ctx.orgId, projectId } });
    await bumpPolicy(tx, ctx.orgId, projectId);
    await writeAudit(tx, ctx, {
      action: "firewall.allow_rule_removed",
      targetKind: "project",
      targetId: projectId,
      changes: { rule: ruleId, ...rule },
    });
    return { id: ruleId };
  });
}
