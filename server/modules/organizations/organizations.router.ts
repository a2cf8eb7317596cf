import { Organization, UpdateOrganizationInput } from "@/server/contracts/organizations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getOrganization } from "./get-organization";
import { updateOrganization } from "./update-organization";

export const organizationsRouter = router({
  get: procedure
    .requires("organization:read")
    .output(Organization)
    .query(({ ctx }) => getOrganization(ctx.org)),
  update: procedure
    .requires("organization:update")
    .input(UpdateOrganizationInput)
    .output(Organization)
    .mutation(({ ctx, input }) => updateOrganization(ctx.org, input)),
});
