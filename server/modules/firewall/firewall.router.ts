import {
  FirewallHits,
  FirewallPolicy,
  FirewallTrial,
  ProjectOfFirewall,
  TryFirewallInput,
  UpdateFirewallInput,
} from "@/server/contracts/firewall";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getFirewall } from "./get-firewall";
import { listFirewallHits } from "./list-firewall-hits";
import { tryFirewall } from "./try-firewall";
import { updateFirewall } from "./update-firewall";

export const firewallRouter = router({
  get: procedure
    .requires("firewall:read")
    .input(ProjectOfFirewall)
    .output(FirewallPolicy)
    .query(({ ctx, input }) => getFirewall(ctx.org, input)),
  update: procedure
    .requires("firewall:manage")
    .input(UpdateFirewallInput)
    .output(FirewallPolicy)
    .mutation(({ ctx, input }) => updateFirewall(ctx.org, input)),
  try: procedure
    .requires("firewall:read")
    .input(TryFirewallInput)
    .output(FirewallTrial)
    .mutation(({ ctx, input }) => tryFirewall(ctx.org, input)),
  hits: procedure
    .requires("firewall:read")
    .input(ProjectOfFirewall)
    .output(FirewallHits)
    .query(({ ctx, input }) => listFirewallHits(ctx.org, input)),
});
