import type { JudgeOutcome } from "@/server/contracts/judge";
import { shareFairly } from "@/server/core/fair-share";
import { errorFields, log } from "@/server/core/logger";
import { storableText } from "@/server/core/storable";
import type { Judgement } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { textSealer } from "@/server/modules/content-keys";
import { holdRequest } from "@/server/modules/requests";
import { askJudge, type JudgeCall } from "./ask-judge";
import type { CallModel } from "./call-model";
import { judgeCostSince, monthStart, readJudgeSettings, readRubric } from "./judge-settings.queries";
import { claimJudgement, readExchange } from "./judge-tasks.queries";
import { teachVerdict } from "./teach-verdict";

/** Calls at once, of all customers together and of one: judging must not crowd out what they are doing. */
const CALLS_MAX = { ofAll: 6, ofOne: 3 } as const;
const TRIES_MAX = 3;
const RETRY_MS = 60_000;

/**
 * Brings waiting answers before their judges until none is left or it is to stop. Several processes share the work.
 * Returns how many were looked at.
 */
export function runJudgements(now: () => Date, callModel: CallModel, signal: AbortSignal): Promise<number> {
  return shareFairly({
    claim: (busyOrgIds) => claimJudgement(now(), busyOrgIds),
    work: (task) => judgeOne(task, now, callModel),
    atOnce: CALLS_MAX.ofAll,
    ofOneAtOnce: CALLS_MAX.ofOne,
    signal,
  });
}

async function judgeOne(task: Judgement, now: () => Date, callModel: CallModel): Promise<number> {
  const { orgId, id } = task;
  try {
    const prepared = await withTenant({ orgId }, (tx) => prepare(tx, task, now()));
    if (prepared.kind === "call") await conclude(task, await askJudge(callModel, prepared.call), now());
    else if (prepared.kind === "decided") await store(task, { status: "done", score: 0 }, now());
    else await store(task, { status: "skipped", outcome: prepared.outcome }, now());
  } catch (thrown) {
    // Its lease ends, and it is tried again.
    log.error("an answer was not judged", { orgId, name: id, ...errorFields(thrown) });
  }
  return 1;
}

type Prepared =
  | { kind: "call"; call: JudgeCall }
  | { kind: "decided" }
  | { kind: "skip"; outcome: JudgeOutcome };

async function prepare(
  tx: Parameters<typeof readExchange>[0],
  task: Judgement,
  now: Date,
): Promise<Prepared> {
  // What has cut the worker off this often would do so again, and each time the judge would be paid.
  if (task.tries > TRIES_MAX) return { kind: "skip", outcome: "interrupted" };
  if (task.judgeModel === "") return { kind: "decided" };
  const { orgId, projectId, judgeModel: model, rubricVersion } = task;
  const { monthlyBudgetMicroUsd } = await readJudgeSettings(tx, task);
  const spent = await judgeCostSince(tx, task, monthStart(now));
  if (spent >= monthlyBudgetMicroUsd) return { kind: "skip", outcome: "budget_used_up" };
  const exchange = await readExchange(tx, task);
  if (exchange === null) return { kind: "skip", outcome: "not_stored" };
  const rubric = await readRubric(tx, task, rubricVersion);
  return { kind: "call", call: { orgId, projectId, model, rubric, exchange } };
}

async function conclude(
  task: Judgement,
  reply: Awaited<ReturnType<typeof askJudge>>,
  now: Date,
): Promise<void> {
  const costMicroUsd = addCost(task.costMicroUsd, reply.costMicroUsd);
  if (reply.kind === "verdict") {
    const { score } = reply.verdict;
    const reason = reply.verdict.reason === null ? null : storableText(reply.verdict.reason);
    await store(task, { status: "done", score, reason, costMicroUsd, judgeRequestId: reply.requestId }, now);
    return;
  }
  const { outcome } = reply;
  if (outcome === "budget_used_up") return store(task, { status: "skipped", outcome, costMicroUsd }, now);
  if (reply.isFinal || task.tries >= TRIES_MAX)
    return store(task, { status: "failed", outcome, costMicroUsd }, now);
  const dueAt = new Date(now.getTime() + RETRY_MS * 2 ** task.tries);
  await withTenant(task, (tx) =>
    tx.judgement.updateMany({
      where: { id: task.id, orgId: task.orgId },
      data: { dueAt, outcome, costMicroUsd },
    }),
  );
}

function addCost(before: number | null, more: number | null): number | null {
  return more === null ? before : (before ?? 0) + more;
}

interface Verdict {
  status: "done" | "failed" | "skipped";
  outcome?: JudgeOutcome;
  score?: number;
  reason?: string | null;
  costMicroUsd?: number | null;
  judgeRequestId?: string;
}

async function store(task: Judgement, verdict: Verdict, now: Date): Promise<void> {
  // It may quote the conversation.
  const reason =
    verdict.reason == null ? null : (await textSealer(task.orgId)).text(task.id, "reason", verdict.reason);
  await withTenant(task, async (tx) => {
    // Erased meanwhile: then its verdict is nobody's either.
    if (!(await holdRequest(tx, task))) {
      await tx.judgement.deleteMany({ where: { id: task.id, orgId: task.orgId } });
      return;
    }
    const { count } = await tx.judgement.updateMany({
      where: { id: task.id, orgId: task.orgId, status: "pending" },
      data: { outcome: null, ...verdict, reason, dueAt: null, judgedAt: now },
    });
    if (count === 0 || verdict.status !== "done" || verdict.score === undefined) return;
    await teachVerdict(tx, { ...task, score: verdict.score }, now);
  });
}
