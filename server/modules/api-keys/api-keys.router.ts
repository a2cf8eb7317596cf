import {
  ApiKey,
  CreateApiKeyInput,
  CreateApiKeyOutput,
  ListApiKeysOutput,
  RevokeApiKeyInput,
  UpdateApiKeyInput,
} from "@/server/contracts/api-keys";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createApiKey } from "./create-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";
import { updateApiKey } from "./update-api-key";

export const apiKeysRouter = router({
  list: procedure
    .requires("api_key:read")
    .output(ListApiKeysOutput)
    .query(({ ctx }) => listApiKeys(ctx.org)),
  create: procedure
    .requires("api_key:manage")
    .input(CreateApiKeyInput)
    .output(CreateApiKeyOutput)
    .mutation(({ ctx, input }) => createApiKey(ctx.org, input)),
  update: procedure
    .requires("api_key:manage")
    .input(UpdateApiKeyInput)
    .output(ApiKey)
    .mutation(({ ctx, input }) => updateApiKey(ctx.org, input)),
  revoke: procedure
    .requires("api_key:manage")
    .input(RevokeApiKeyInput)
    .output(ApiKey)
    .mutation(({ ctx, input }) => revokeApiKey(ctx.org, input)),
});
