import type { z } from "zod";
import { ProjectOfFirewall as ProjectInput, type ProjectOfFirewall } from "@/server/contracts/firewall";
import {
  DRY_RUN_CHANGES_MAX,
  DRY_RUNS_LISTED,
  DryRunChange,
  type DryRunChanges,
  DryRunIdInput,
  type DryRunList,
  type DryRunView,
} from "@/server/contracts/firewall-dry-runs";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { getDryRunOrThrow, statusOf, viewRun } from "./dry-runs.queries";

/** The dry runs of a project, the newest first. */
export async function listDryRuns(ctx: Ctx, input: ProjectOfFirewall): Promise<DryRunList> {
  authorize(ctx, "firewall:read");
  const { projectId } = parseInput(ProjectInput, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const rows = await tx.firewallDryRun.findMany({
      where: { orgId: ctx.orgId, projectId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: DRY_RUNS_LISTED,
      select: { id: true, status: true, days: true, createdBy: true, createdAt: true },
    });
    return { items: rows.map((row) => ({ ...row, status: statusOf(row) })) };
  });
}

/** How far one is, and what came out so far. */
export async function getDryRun(ctx: Ctx, input: z.input<typeof DryRunIdInput>): Promise<DryRunView> {
  authorize(ctx, "firewall:read");
  const key = parseInput(DryRunIdInput, input);
  return withTenant(ctx, async (tx) => viewRun(await getDryRunOrThrow(tx, ctx, key)));
}

/** Examples of requests that would be treated otherwise, the newest first. */
export async function listChanges(ctx: Ctx, input: z.input<typeof DryRunIdInput>): Promise<DryRunChanges> {
  authorize(ctx, "firewall:read");
  const key = parseInput(DryRunIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id } = await getDryRunOrThrow(tx, ctx, key);
    const rows = await tx.firewallDryRunChange.findMany({
      where: { orgId: ctx.orgId, dryRunId: id },
      orderBy: [{ createdAt: "desc" }, { requestId: "desc" }],
      take: DRY_RUN_CHANGES_MAX.ofAll,
    });
    return { items: rows.flatMap((row) => DryRunChange.safeParse(row).data ?? []) };
  });
}
