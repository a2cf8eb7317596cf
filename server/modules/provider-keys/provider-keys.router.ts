import {
  ConnectProviderInput,
  ListProviderKeysOutput,
  ProviderKey,
  ProviderKeyTest,
  RevokeProviderKeyInput,
  SetKeyBalancingInput,
  TestProviderKeyInput,
  UpdateProviderKeyInput,
} from "@/server/contracts/provider-keys";
import { KeyBalancingByProvider } from "@/server/contracts/route-settings";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { connectProvider } from "./connect-provider";
import { getKeyBalancing, setKeyBalancing } from "./key-balancing";
import { listProviderKeys } from "./list-provider-keys";
import { revokeProviderKey } from "./revoke-provider-key";
import { testProviderKey } from "./test-provider-key";
import { updateProviderKey } from "./update-provider-key";

export const providerKeysRouter = router({
  list: procedure
    .requires("provider:read")
    .output(ListProviderKeysOutput)
    .query(({ ctx }) => listProviderKeys(ctx.org)),
  connect: procedure
    .requires("provider:manage")
    .input(ConnectProviderInput)
    .output(ProviderKey)
    .mutation(({ ctx, input }) => connectProvider(ctx.org, input)),
  update: procedure
    .requires("provider:manage")
    .input(UpdateProviderKeyInput)
    .output(ProviderKey)
    .mutation(({ ctx, input }) => updateProviderKey(ctx.org, input)),
  revoke: procedure
    .requires("provider:manage")
    .input(RevokeProviderKeyInput)
    .output(ProviderKey)
    .mutation(({ ctx, input }) => revokeProviderKey(ctx.org, input)),
  test: procedure
    .requires("provider:manage")
    .input(TestProviderKeyInput)
    .output(ProviderKeyTest)
    .mutation(({ ctx, input }) => testProviderKey(ctx.org, input)),
  balancing: procedure
    .requires("provider:read")
    .output(KeyBalancingByProvider)
    .query(({ ctx }) => getKeyBalancing(ctx.org)),
  setBalancing: procedure
    .requires("provider:manage")
    .input(SetKeyBalancingInput)
    .output(KeyBalancingByProvider)
    .mutation(({ ctx, input }) => setKeyBalancing(ctx.org, input)),
});
