import { type FirewallPolicy, type FirewallSettings, UpdateFirewallInput } from "@/server/contracts/firewall";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { refuseSlowPatterns, requirePlan } from "./check-settings";
import { readFirewallPolicy } from "./firewall-policies.queries";
import { storePolicy } from "./store-policy";

/** Replaces a project's policy. Patterns that could take long on some text are refused. */
export async function updateFirewall(ctx: Ctx, input: UpdateFirewallInput): Promise<FirewallPolicy> {
  authorize(ctx, "firewall:manage");
  const { projectId, ...settings } = parseInput(UpdateFirewallInput, input);
  requirePlan(ctx, settings);
  const before = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return readFirewallPolicy(tx, ctx, projectId);
  });
  // Outside of any transaction: checking a pattern takes up to three seconds.
  await refuseSlowPatterns(settings, before);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const replaced = await readFirewallPolicy(tx, ctx, projectId);
    await storePolicy(tx, ctx, projectId, settings);
    await writeAudit(tx, ctx, {
      action: "firewall.updated",
      targetKind: "project",
      targetId: projectId,
      changes: changed(replaced, settings),
    });
    return readFirewallPolicy(tx, ctx, projectId);
  });
}

/** Each part that is another now, before and after; of the rules only their names. */
function changed(before: FirewallSettings, after: FirewallSettings): Record<string, unknown> {
  const told = (settings: FirewallSettings): Record<string, unknown> => ({
    injection: settings.injection,
    sensitivity: settings.sensitivity,
    pii: settings.pii,
    secrets: settings.secrets,
    rules: settings.rules,
    allowsLargeInputs: settings.allowsLargeInputs,
    customRules: settings.customRules.map(({ name, kind }) => `${name} (${kind})`),
    output: settings.output,
  });
  const [from, to] = [told(before), told(after)];
  const differing = Object.keys(to).filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  return Object.fromEntries(differing.map((name) => [name, { from: from[name], to: to[name] }]));
}
