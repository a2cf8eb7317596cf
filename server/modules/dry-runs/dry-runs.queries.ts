import { readFirewallSettings } from "@/server/contracts/firewall";
import {
  DRY_RUN_KEPT_DAYS,
  DryRunReport,
  DryRunStatus,
  type DryRunView,
} from "@/server/contracts/firewall-dry-runs";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { FirewallDryRun } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";

/** Still to be worked on. */
export const OPEN = ["pending", "running"] as const;

const DAY_MS = 86_400_000;

/** The project's run; another's is not found. */
export async function getDryRunOrThrow(
  tx: Tx,
  ctx: Ctx,
  { projectId, dryRunId }: { projectId: string; dryRunId: string },
): Promise<FirewallDryRun> {
  await getProjectOrThrow(tx, ctx, projectId);
  const row = await tx.firewallDryRun.findFirst({ where: { id: dryRunId, orgId: ctx.orgId, projectId } });
  if (row === null) throw notFound("dry run");
  return row;
}

export const statusOf = ({ status }: Pick<FirewallDryRun, "status">): DryRunStatus =>
  DryRunStatus.parse(status);

export const reportOf = ({ report }: Pick<FirewallDryRun, "report">): DryRunReport =>
  DryRunReport.parse(report);

export function viewRun(row: FirewallDryRun): DryRunView {
  return {
    ...{ id: row.id, projectId: row.projectId, status: statusOf(row), days: row.days },
    ...{ from: row.from, to: row.to, savedVersion: row.savedVersion },
    draft: readFirewallSettings(row.draft),
    saved: readFirewallSettings(row.saved),
    allowRules: Array.isArray(row.allowRules) ? row.allowRules.length : 0,
    withoutAllowRules: row.withoutAllowRules,
    ...{ createdBy: row.createdBy, createdAt: row.createdAt, finishedAt: row.finishedAt },
    expiresAt: new Date(row.createdAt.getTime() + DRY_RUN_KEPT_DAYS * DAY_MS),
    ...{ population: row.population, total: row.total, step: row.step, done: row.done },
    report: reportOf(row),
    error: row.error,
  };
}
