import {
  DEFAULT_FIREWALL_SETTINGS,
  type FirewallPolicy,
  type FirewallSettings,
} from "@/server/contracts/firewall";
import { type DryRunView, StartDryRunInput } from "@/server/contracts/firewall-dry-runs";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import {
  labelOf,
  readAllowRules,
  readFirewallPolicy,
  refuseSlowPatterns,
  requirePlan,
  toActive,
} from "@/server/modules/firewall";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { OPEN, viewRun } from "./dry-runs.queries";

const DAY_MS = 86_400_000;

/** Has a draft of a policy look at the stored requests of the last days; the worker does it. Changes nothing else. */
export async function startDryRun(ctx: Ctx, input: StartDryRunInput): Promise<DryRunView> {
  authorize(ctx, "firewall:manage");
  const parsed = parseInput(StartDryRunInput, input);
  const { projectId, draft } = parsed;
  requirePlan(ctx, draft);
  const before = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return readFirewallPolicy(tx, ctx, projectId);
  });
  // Outside of any transaction: checking a pattern takes up to three seconds.
  await refuseSlowPatterns(draft, before);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await refuseSecond(tx, ctx, projectId);
    const saved = await readFirewallPolicy(tx, ctx, projectId);
    const rules = await readAllowRules(tx, ctx, projectId);
    const known = new Set(rules.map(({ id }) => id));
    const withoutAllowRules = parsed.withoutAllowRules.filter((id) => known.has(id));
    const row = await tx.firewallDryRun.create({
      data: {
        ...{ id: newId("fdr"), orgId: ctx.orgId, projectId, days: parsed.days, planId: ctx.planId },
        ...{ from: new Date(ctx.now().getTime() - parsed.days * DAY_MS), to: ctx.now() },
        ...{ draft, saved: settingsOf(saved), savedVersion: saved.version },
        ...{ allowRules: rules.map(toActive), withoutAllowRules },
        ...{ createdBy: labelOf(ctx.actor), createdAt: ctx.now(), dueAt: ctx.now() },
      },
    });
    await writeAudit(tx, ctx, {
      action: "firewall.dry_run_started",
      targetKind: "project",
      targetId: projectId,
      changes: { dry_run: row.id, days: parsed.days },
    });
    return viewRun(row);
  });
}

async function refuseSecond(tx: Tx, ctx: Ctx, projectId: string): Promise<void> {
  const open = await tx.firewallDryRun.count({
    where: { orgId: ctx.orgId, projectId, status: { in: [...OPEN] } },
  });
  if (open === 0) return;
  throw new AppError("conflict", "a dry run is under way", {
    userMessage: "A dry run of this project is under way. Wait for it, or cancel it.",
  });
}

/** What is a part of the policy and not about it. */
function settingsOf(policy: FirewallPolicy): FirewallSettings {
  const { projectId: _project, version: _version, mayHaveRules: _mayHaveRules, ...settings } = policy;
  return { ...DEFAULT_FIREWALL_SETTINGS, ...settings };
}
