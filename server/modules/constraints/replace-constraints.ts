import { Constraints, NO_CONSTRAINTS, readConstraints } from "@/server/contracts/constraints";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { measureEvidence } from "./measure-evidence";

/** Replaces all constraints; what is left out is no limit. Gateways follow within seconds. */
export async function replaceConstraints(ctx: Ctx, input: unknown): Promise<Constraints> {
  authorize(ctx, "constraint:manage");
  requireFeature(ctx, "constraints");
  const rules = parseInput(Constraints, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const row = await tx.orgConstraint.findUnique({ where: { orgId: ctx.orgId }, select: { rules: true } });
    const before = row === null ? NO_CONSTRAINTS : readConstraints(row.rules);
    // Measured at once: the new rules would otherwise be held against nothing until the worker's next turn.
    const values = {
      rules,
      evidence: await measureEvidence(tx, ctx.orgId, ctx.now()),
      measuredAt: ctx.now(),
    };
    await tx.orgConstraint.upsert({
      where: { orgId: ctx.orgId },
      create: { orgId: ctx.orgId, ...values },
      update: values,
      select: { orgId: true },
    });
    await writeAudit(tx, ctx, {
      action: "constraints.replaced",
      targetKind: "constraints",
      targetId: ctx.orgId,
      changes: changesOf(before, rules),
    });
    return rules;
  });
}

function changesOf(before: Constraints, after: Constraints): Record<string, unknown> {
  const { ...was } = before;
  const previous = new Map<string, unknown>(Object.entries(was));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(previous.get(name)))
      .map(([name, value]) => [name, [previous.get(name) ?? null, value]]),
  );
}
