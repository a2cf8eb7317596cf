import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type Calibration, calibrate } from "@/server/evaluation/judge/calibrate";
import { cellsOf, judgeDrift, type Pair } from "@/server/evaluation/judge/judge-drift";
import { ALL_ROUTES } from "./teach-verdict";

const PROJECTS_MAX = 10_000;
const PAIRS_MAX = 5_000;
const DAYS = 90;
const CELLS_SHOWN = 50;

interface PairRow extends Pair {
  route_id: string;
  judge_model: string;
  rubric_version: number;
  at: Date;
}

/**
 * Holds every judge's scores against what users said of the same sessions: what a score means on each route, and
 * whether the two have parted. Returns in how many projects. Repeating it does no harm.
 */
export async function calibrateJudges(now: Date): Promise<number> {
  const projects = await systemDb().judgeSettings.findMany({
    where: { model: { not: null } },
    orderBy: { projectId: "asc" },
    take: PROJECTS_MAX,
    select: { orgId: true, projectId: true },
  });
  let done = 0;
  for (const project of projects) {
    try {
      const isChanged = await withTenant(project, (tx) => calibrateProject(tx, project, now));
      if (isChanged) done += 1;
    } catch (thrown) {
      log.error("a judge was not calibrated", { orgId: project.orgId, ...errorFields(thrown) });
    }
  }
  return done;
}

interface Project {
  orgId: string;
  projectId: string;
}

async function calibrateProject(tx: Tx, project: Project, now: Date): Promise<boolean> {
  const judges = grouped(
    await pairsOf(tx, project, now),
    (pair) => `${pair.judge_model}\n${pair.rubric_version}`,
  );
  for (const pairs of judges.values()) {
    const all = await measure(tx, { project, routeId: ALL_ROUTES, pairs, prior: undefined, now });
    const routes = grouped(pairs, (pair) => pair.route_id);
    for (const [routeId, own] of routes) await measure(tx, { project, routeId, pairs: own, prior: all, now });
  }
  return judges.size > 0;
}

function grouped(pairs: readonly PairRow[], keyOf: (pair: PairRow) => string): Map<string, PairRow[]> {
  const groups = new Map<string, PairRow[]>();
  for (const pair of pairs) {
    const group = groups.get(keyOf(pair)) ?? [];
    groups.set(keyOf(pair), group);
    group.push(pair);
  }
  return groups;
}

/** One for each answer of a user: the mean of what the judge said of the session. In order of time. */
async function pairsOf(tx: Tx, { orgId, projectId }: Project, now: Date): Promise<PairRow[]> {
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const rows = await tx.$queryRaw<PairRow[]>`
    SELECT j.route_id, j.judge_model, j.rubric_version, n.answered_at AS at,
      j.provider || '/' || j.model || ' · ' || j.task_category AS cell,
      avg(j.score)::float8 AS judge, (n.score / 10.0)::float8 AS nps
    FROM nps_responses n
    JOIN judgements j ON j.org_id = n.org_id AND j.project_id = n.project_id AND j.session_id = n.session_id
    WHERE n.org_id = ${orgId} AND n.project_id = ${projectId} AND n.session_id <> '' AND n.answered_at > ${since}
      AND NOT n.is_held AND n.proof <> 'anonymous' AND j.status = 'done' AND j.judge_model <> ''
    GROUP BY n.id, n.answered_at, n.score, j.route_id, j.judge_model, j.rubric_version, cell
    ORDER BY n.answered_at DESC, n.id LIMIT ${PAIRS_MAX}`;
  return rows.reverse();
}

interface Measured {
  project: Project;
  routeId: string;
  pairs: readonly PairRow[];
  prior: Calibration | undefined;
  now: Date;
}

async function measure(tx: Tx, { project, routeId, pairs, prior, now }: Measured): Promise<Calibration> {
  const [{ judge_model: judgeModel = "", rubric_version: rubricVersion = 0 } = {}] = pairs;
  const key = { ...project, routeId, judgeModel, rubricVersion };
  const before = await tx.judgeCalibration.findFirst({
    where: key,
    select: { drift: true, driftAt: true, since: true },
  });
  const since = before?.since ?? null;
  const compared = since === null ? pairs : pairs.filter(({ at }) => at > since);
  const fitted = calibrate(cellsOf(compared), prior);
  const isNew = (before?.drift ?? null) === null;
  const drift = isNew ? judgeDrift(compared) : (before?.drift ?? null);
  const row = {
    ...fitted,
    ...{ drift, driftAt: drift === null ? null : isNew ? now : (before?.driftAt ?? now), measuredAt: now },
    pairCount: compared.length,
    cells: cellsOf(compared)
      .slice(0, CELLS_SHOWN)
      .map((cell) => ({ ...cell })),
  };
  await tx.judgeCalibration.upsert({
    where: { orgId_projectId_routeId_judgeModel_rubricVersion: key },
    create: { ...key, ...row },
    update: row,
    select: { orgId: true },
  });
  if (isNew && drift !== null)
    await writeAudit(tx, jobCtx(project.orgId, now), {
      action: "judge.drift_found",
      targetKind: "project",
      targetId: project.projectId,
      changes: { route_id: routeId, judge_model: judgeModel, drift },
    });
  return fitted;
}

function jobCtx(orgId: string, now: Date): Ctx {
  const actor = { kind: "job", name: "calibrate-judges" } as const;
  return { orgId, planId: "enterprise", actor, requestId: uuidv7(), address: null, now: () => now };
}
