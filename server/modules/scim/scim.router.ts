import { z } from "zod";
import {
  DirectoryOutput,
  MapScimGroupInput,
  ScimTokenInput,
  ScimTokenWithSecret,
} from "@/server/contracts/scim";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createScimToken } from "./create-scim-token";
import { getDirectory } from "./get-directory";
import { mapScimGroup } from "./map-scim-group";
import { revokeScimToken } from "./revoke-scim-token";

const managers = procedure.requires("sso:manage");

export const scimRouter = router({
  get: managers.output(DirectoryOutput).query(({ ctx }) => getDirectory(ctx.org)),
  createToken: managers.output(ScimTokenWithSecret).mutation(({ ctx }) => createScimToken(ctx.org)),
  revokeToken: managers
    .input(ScimTokenInput)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeScimToken(ctx.org, input)),
  mapGroup: managers
    .input(MapScimGroupInput)
    .output(DirectoryOutput)
    .mutation(({ ctx, input }) => mapScimGroup(ctx.org, input)),
});
