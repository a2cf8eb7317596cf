import type { Organization } from "@/server/contracts/organizations";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { readOrganization } from "./organizations.queries";

export async function getOrganization(ctx: Ctx): Promise<Organization> {
  authorize(ctx, "organization:read");
  return withTenant(ctx, (tx) => readOrganization(tx, ctx));
}
