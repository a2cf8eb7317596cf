import { type Organization, RequireTwoFactorInput } from "@/server/contracts/organizations";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { readOrganization } from "./organizations.queries";

/** Keeps members without two-factor sign-in out, or no longer. Only for whoever has it: nobody locks themselves out. */
export async function requireTwoFactor(ctx: Ctx, input: RequireTwoFactorInput): Promise<Organization> {
  authorize(ctx, "organization:update");
  const { isRequired } = parseInput(RequireTwoFactorInput, input);
  return withTenant(ctx, async (tx) => {
    const mine = await tx.totpFactor.count({
      where: { userId: actorId(ctx.actor), confirmedAt: { not: null } },
    });
    if (isRequired && mine === 0)
      throw new AppError("conflict", "Set up two-factor sign-in for yourself first, in Settings › Account.");
    await tx.organization.update({
      where: { orgId: ctx.orgId },
      data: { requireTwoFactor: isRequired },
      select: { orgId: true },
    });
    await writeAudit(tx, ctx, {
      action: "organization.two_factor_required",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { isRequired },
    });
    return readOrganization(tx, ctx);
  });
}
