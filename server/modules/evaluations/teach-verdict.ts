import type { Judgement } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { DEFAULT_CALIBRATION, taughtScore } from "@/server/evaluation/judge/calibrate";
import { creditFeedback } from "@/server/modules/learning";
import { readJudgeSettings } from "./judge-settings.queries";

/** The calibration of all routes of a project together. */
export const ALL_ROUTES = "*";

/**
 * Gives a verdict to the learner as the signal `auto`, calibrated to what users say. A judge that has drifted away from
 * them teaches nothing until somebody has looked, and neither does a scripted one about real models.
 */
export async function teachVerdict(tx: Tx, task: Judgement & { score: number }, now: Date): Promise<void> {
  const { isTeaching } = await readJudgeSettings(tx, task);
  const isScripted = task.judgeModel.startsWith("sandbox/") && task.provider !== "sandbox";
  if (!isTeaching || isScripted) return;
  const score = await calibrated(tx, task);
  if (score === null) return;
  const { id, orgId, projectId, sessionId, requestId } = task;
  await tx.judgement.updateMany({ where: { id, orgId }, data: { taughtScore: score } });
  await creditFeedback(tx, {
    ...{ orgId, projectId, sessionId, requestId, sourceId: id, at: now },
    signal: "auto",
    score01: score,
    channel: "server",
  });
}

async function calibrated(tx: Tx, task: Judgement & { score: number }): Promise<number | null> {
  const { orgId, projectId, routeId, judgeModel, rubricVersion, score } = task;
  // No judge has spoken: there is nothing to calibrate.
  if (judgeModel === "") return score;
  const rows = await tx.judgeCalibration.findMany({
    where: { orgId, projectId, judgeModel, rubricVersion, routeId: { in: [routeId, ALL_ROUTES] } },
    select: { routeId: true, intercept: true, slope: true, drift: true },
  });
  const known = rows.find((row) => row.routeId === routeId) ?? rows[0];
  if (known === undefined) return taughtScore(DEFAULT_CALIBRATION, score);
  return known.drift === null ? taughtScore(known, score) : null;
}
