import { type FirewallPolicy, ProjectOfFirewall } from "@/server/contracts/firewall";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readFirewallPolicy } from "./firewall-policies.queries";

export async function getFirewall(ctx: Ctx, input: ProjectOfFirewall): Promise<FirewallPolicy> {
  authorize(ctx, "firewall:read");
  const { projectId } = parseInput(ProjectOfFirewall, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return readFirewallPolicy(tx, ctx, projectId);
  });
}
