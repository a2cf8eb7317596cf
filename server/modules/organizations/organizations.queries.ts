import type { Organization } from "@/server/contracts/organizations";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

export async function readOrganization(tx: Tx, ctx: Ctx): Promise<Organization> {
  const row = await tx.organization.findUnique({
    where: { orgId: ctx.orgId },
    select: {
      orgId: true,
      slug: true,
      name: true,
      isDemo: true,
      requireTwoFactor: true,
      learningMode: true,
      createdAt: true,
    },
  });
  if (row === null) throw notFound("organisation");
  return { ...row, planId: ctx.planId, role: ctx.actor.kind === "user" ? ctx.actor.role : null };
}

/**
 * Holds the organisation's row until the transaction ends, so that two counts against a limit cannot both pass. Not
 * against those who only need it to stay: what a transaction asks of another connection would wait for itself.
 */
export async function lockOrganization(tx: Tx, ctx: Pick<Ctx, "orgId">): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from organizations where org_id = ${ctx.orgId} for no key update`;
  if (rows.length === 0) throw notFound("organisation");
}
