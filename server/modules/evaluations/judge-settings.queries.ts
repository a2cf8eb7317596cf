import { JUDGE_DEFAULTS, type JudgeSettings } from "@/server/contracts/judge";
import type { Tx } from "@/server/db/tenant";
import { DEFAULT_RUBRIC } from "@/server/evaluation/judge/judge-prompt";

interface Project {
  orgId: string;
  projectId: string;
}

/** The project's settings, or what holds for one that has none. */
export async function readJudgeSettings(tx: Tx, { orgId, projectId }: Project): Promise<JudgeSettings> {
  const stored = await tx.judgeSettings.findFirst({ where: { orgId, projectId } });
  if (stored === null)
    return {
      projectId,
      model: null,
      ...JUDGE_DEFAULTS,
      isTeaching: true,
      rubricVersion: 1,
      rubric: DEFAULT_RUBRIC,
    };
  const { model, sampleRate, monthlyBudgetMicroUsd, isTeaching, rubricVersion } = stored;
  return {
    ...{ projectId, model, sampleRate, isTeaching, rubricVersion },
    monthlyBudgetMicroUsd: Number(monthlyBudgetMicroUsd),
    rubric: await readRubric(tx, { orgId, projectId }, rubricVersion),
  };
}

/** The first version is ours and stands in the code until a project writes its own. */
export async function readRubric(tx: Tx, { orgId, projectId }: Project, version: number): Promise<string> {
  const rubric = await tx.judgeRubric.findFirst({
    where: { orgId, projectId, version },
    select: { text: true },
  });
  return rubric?.text ?? DEFAULT_RUBRIC;
}

/** What judging has cost the project since the month began, as far as it is known. */
export async function judgeCostSince(tx: Tx, { orgId, projectId }: Project, since: Date): Promise<number> {
  const { _sum } = await tx.judgement.aggregate({
    where: { orgId, projectId, judgedAt: { gte: since } },
    _sum: { costMicroUsd: true },
  });
  const shadows = await tx.shadowPair.aggregate({
    where: { orgId, projectId, comparedAt: { gte: since } },
    _sum: { judgeCostMicroUsd: true },
  });
  return (_sum.costMicroUsd ?? 0) + (shadows._sum.judgeCostMicroUsd ?? 0);
}

export function monthStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}
