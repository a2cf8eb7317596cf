import { ProjectOfFirewall } from "@/server/contracts/firewall";
import type { AllowRule } from "@/server/contracts/firewall-allow";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readAllowRules } from "./allow-rules.queries";

/** What a project lets pass although the firewall finds it. */
export async function listAllowRules(ctx: Ctx, input: ProjectOfFirewall): Promise<{ items: AllowRule[] }> {
  authorize(ctx, "firewall:read");
  const { projectId } = parseInput(ProjectOfFirewall, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return { items: await readAllowRules(tx, ctx, projectId) };
  });
}
