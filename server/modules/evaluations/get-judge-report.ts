import type { z } from "zod";
import {
  type Calibration,
  CalibrationSchema,
  type JudgeReport,
  JudgeReportSchema,
  ProjectOfJudge,
} from "@/server/contracts/judge";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { judgeCostSince, monthStart, readJudgeSettings } from "./judge-settings.queries";
import { ALL_ROUTES } from "./teach-verdict";

const CALIBRATIONS_MAX = 100;

/** How a project's answers are judged, what that has cost this month, and what the scores are worth. */
export async function getJudgeReport(ctx: Ctx, input: z.input<typeof ProjectOfJudge>): Promise<JudgeReport> {
  authorize(ctx, "evaluation:read");
  const { projectId } = parseInput(ProjectOfJudge, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const project = { orgId: ctx.orgId, projectId };
    return JudgeReportSchema.parse({
      settings: await readJudgeSettings(tx, project),
      month: await monthOf(tx, project, monthStart(ctx.now())),
      calibrations: await calibrationsOf(tx, project),
    });
  });
}

interface Project {
  orgId: string;
  projectId: string;
}

async function monthOf(tx: Tx, project: Project, since: Date) {
  const inMonth = { ...project, judgedAt: { gte: since } };
  const groups = await tx.judgement.groupBy({
    by: ["status", "outcome"],
    where: inMonth,
    _count: true,
  });
  const sum = (status: string): number =>
    groups.filter((group) => group.status === status).reduce((total, { _count }) => total + _count, 0);
  const byJudges = await tx.judgement.aggregate({
    where: { ...inMonth, status: "done", judgeModel: { not: "" } },
    _count: true,
    _avg: { score: true },
  });
  return {
    judged: byJudges._count,
    decidedByChecks: sum("done") - byJudges._count,
    failed: sum("failed"),
    skipped: groups
      .filter(({ status }) => status === "skipped")
      .map(({ outcome, _count }) => ({ outcome, count: _count })),
    pending: await tx.judgement.count({ where: { ...project, status: "pending" } }),
    costMicroUsd: await judgeCostSince(tx, project, since),
    averageScore: byJudges._avg.score,
  };
}

const Cells = CalibrationSchema.shape.cells.catch([]);
const Drift = CalibrationSchema.shape.drift.catch(null);

async function calibrationsOf(tx: Tx, project: Project): Promise<Calibration[]> {
  const rows = await tx.judgeCalibration.findMany({
    where: project,
    orderBy: [{ rubricVersion: "desc" }, { judgeModel: "asc" }, { routeId: "asc" }],
    take: CALIBRATIONS_MAX,
  });
  const routes = await tx.route.findMany({
    where: { orgId: project.orgId, id: { in: rows.map(({ routeId }) => routeId) } },
    select: { id: true, name: true },
  });
  const names = new Map(routes.map(({ id, name }) => [id, name]));
  return rows.map(({ routeId, cells, drift, ...row }) => ({
    ...row,
    routeId: routeId === ALL_ROUTES ? null : routeId,
    routeName: names.get(routeId) ?? null,
    cells: Cells.parse(cells),
    drift: Drift.parse(drift),
  }));
}
