import {
  Organization,
  RequireTwoFactorInput,
  UpdateOrganizationInput,
} from "@/server/contracts/organizations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getOrganization } from "./get-organization";
import { requireTwoFactor } from "./require-two-factor";
import { updateOrganization } from "./update-organization";

export const organizationsRouter = router({
  get: procedure
    .requires("organization:read")
    .output(Organization)
    .query(({ ctx }) => getOrganization(ctx.org)),
  requireTwoFactor: procedure
    .requires("organization:update")
    .input(RequireTwoFactorInput)
    .output(Organization)
    .mutation(({ ctx, input }) => requireTwoFactor(ctx.org, input)),
  update: procedure
    .requires("organization:update")
    .input(UpdateOrganizationInput)
    .output(Organization)
    .mutation(({ ctx, input }) => updateOrganization(ctx.org, input)),
});
