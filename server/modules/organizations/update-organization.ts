import { type Organization, UpdateOrganizationInput } from "@/server/contracts/organizations";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { readOrganization } from "./organizations.queries";

/** Renames the organisation or moves it to another address. */
export async function updateOrganization(ctx: Ctx, input: UpdateOrganizationInput): Promise<Organization> {
  authorize(ctx, "organization:update");
  const changes = parseInput(UpdateOrganizationInput, input);
  try {
    return await withTenant(ctx, async (tx) => {
      await tx.organization.update({ where: { orgId: ctx.orgId }, data: changes, select: { orgId: true } });
      const target = { targetKind: "organization", targetId: ctx.orgId };
      await writeAudit(tx, ctx, { action: "organization.updated", ...target, changes });
      return readOrganization(tx, ctx);
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    throw new AppError("conflict", "That address is taken. Choose another one.", {
      param: "slug",
      cause: thrown,
    });
  }
}
