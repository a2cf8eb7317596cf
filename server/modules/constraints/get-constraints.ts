import { type Constraints, NO_CONSTRAINTS, readConstraints } from "@/server/contracts/constraints";
import { authorize, type Ctx } from "@/server/core/context";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";

/** What the organisation allows; every field null where nothing was set. */
export async function getConstraints(ctx: Ctx): Promise<Constraints> {
  authorize(ctx, "constraint:read");
  requireFeature(ctx, "constraints");
  const row = await withTenant(ctx, (tx) =>
    tx.orgConstraint.findUnique({ where: { orgId: ctx.orgId }, select: { rules: true } }),
  );
  return row === null ? NO_CONSTRAINTS : readConstraints(row.rules);
}
