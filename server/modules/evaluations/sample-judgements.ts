import type { CheckResult } from "@/server/contracts/evaluations";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { areKin } from "@/server/evaluation/judge/lineage";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import { decisiveScore } from "@/server/evaluation/run-checks";
import { unitHash } from "@/server/routing/unit-hash";

/** An answer as far as it is known when its checks have run. */
export interface CheckedAnswer {
  requestId: string;
  createdAt: Date;
  orgId: string;
  projectId: string;
  sessionId: string;
  routeId: string | null;
  provider: string | null;
  model: string | null;
  taskCategory: string | null;
  isShadow: boolean;
  exchange: RecordedExchange | null;
  checks: readonly CheckResult[];
}

export interface Sampling {
  model: string | null;
  sampleRate: number;
  rubricVersion: number;
}

/** Puts those answers before the judge that their project's sample takes in. */
export async function sampleJudgements(tx: Tx, answers: readonly CheckedAnswer[], now: Date): Promise<void> {
  const projectIds = [...new Set(answers.map(({ projectId }) => projectId))];
  const settings = await tx.judgeSettings.findMany({
    where: { projectId: { in: projectIds }, model: { not: null } },
    select: { projectId: true, orgId: true, model: true, sampleRate: true, rubricVersion: true },
  });
  const samplings = new Map(settings.map((row) => [`${row.orgId}\n${row.projectId}`, row]));
  const data = answers.flatMap((answer) => {
    const sampling = samplings.get(`${answer.orgId}\n${answer.projectId}`);
    return sampling === undefined ? [] : (judgementOf(answer, sampling, now) ?? []);
  });
  if (data.length > 0) await tx.judgement.createMany({ data, skipDuplicates: true });
}

function judgementOf(
  answer: CheckedAnswer,
  { model: judge, sampleRate, rubricVersion }: Sampling,
  now: Date,
) {
  const { requestId, exchange, provider, model } = answer;
  if (judge === null || exchange === null || provider === null || model === null) return null;
  // The same answer is in or out whoever asks, and another rubric draws anew.
  if (unitHash(`${requestId}:judge:${rubricVersion}`) >= sampleRate) return null;
  const { createdAt, orgId, projectId, sessionId } = answer;
  const facts = {
    ...{
      id: newId("jdg"),
      requestId,
      createdAt,
      orgId,
      projectId,
      sessionId,
      provider,
      model,
      rubricVersion,
    },
    routeId: answer.routeId ?? "",
    taskCategory: answer.taskCategory ?? "general",
    judgeModel: judge,
  };
  // An answer that is none needs no judge.
  if (decisiveScore(answer.checks) === 0)
    return { ...facts, judgeModel: "", status: "pending", score: 0, dueAt: now };
  // A call of a tool is a step, and there is nothing to read yet.
  if (exchange.answer.trim() === "") return null;
  const slash = judge.indexOf("/");
  const kin = areKin({ provider, model }, { provider: judge.slice(0, slash), model: judge.slice(slash + 1) });
  if (kin) return { ...facts, status: "skipped", outcome: "same_family", judgedAt: now };
  return { ...facts, status: "pending", dueAt: now };
}
