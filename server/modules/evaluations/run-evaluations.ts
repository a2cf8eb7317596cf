import { newId } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import type { Evaluation } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { CallModel } from "./call-model";
import { configOf } from "./runs.queries";
import { scoreRow } from "./score-row";

/** Calls at once, of each run. */
const ROWS_AT_ONCE = 4;
/** Longer than any batch takes: a worker that died is then taken to have. */
const LEASE_MS = 10 * 60_000;

/** Runs at once. */
const RUNS_AT_ONCE = 3;

/**
 * Takes the runs that wait in turn, some rows of each at a time, so that none waits for a long one to end. Several
 * processes share the work; one that is cut off leaves its run to the next. Returns how many rows were asked.
 */
export async function runEvaluations(
  now: () => Date,
  callModel: CallModel,
  signal: AbortSignal,
): Promise<number> {
  const lanes = Array.from({ length: RUNS_AT_ONCE }, () => workWhileAny(now, callModel, signal));
  return (await Promise.all(lanes)).reduce((sum, rows) => sum + rows, 0);
}

async function workWhileAny(now: () => Date, callModel: CallModel, signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const run = await claimRun(now());
    if (run === null) break;
    try {
      total += await workOn(run, now, callModel);
    } catch (thrown) {
      // Its lease ends, and it goes on.
      log.error("an evaluation was interrupted", { orgId: run.orgId, name: run.id, ...errorFields(thrown) });
    }
  }
  return total;
}

async function claimRun(now: Date): Promise<Evaluation | null> {
  const db = systemDb();
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE evaluations SET status = 'running', started_at = coalesce(started_at, ${now}),
      due_at = ${new Date(now.getTime() + LEASE_MS)}
    WHERE id = (SELECT id FROM evaluations WHERE due_at <= ${now} AND status IN ('pending', 'running')
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return claimed === undefined ? null : db.evaluation.findUnique({ where: { id: claimed.id } });
}

async function workOn(run: Evaluation, now: () => Date, callModel: CallModel): Promise<number> {
  const { orgId, projectId, model } = run;
  const { rows, prompt } = await withTenant(run, (tx) => nextRows(tx, run));
  const config = configOf(run);
  const results = await Promise.all(
    rows.map(async ({ id, input, expected }) => ({
      inputId: id,
      result: await scoreRow(callModel, { orgId, projectId, model, config, prompt, input, expected }),
    })),
  );
  await withTenant(run, async (tx) => {
    await tx.evaluationResult.createMany({
      data: results.map(({ inputId, result: { output, score, metadata } }) => ({
        ...{ id: newId("res"), orgId, evaluationId: run.id, inputId, output, score, createdAt: now() },
        metadata: JSON.parse(JSON.stringify(metadata)),
      })),
      skipDuplicates: true,
    });
    // Those that were cancelled meanwhile stay so.
    const open = { id: run.id, orgId, status: "running" as const };
    if (rows.length === ROWS_AT_ONCE) await tx.evaluation.updateMany({ where: open, data: { dueAt: now() } });
    else await finish(tx, run, now());
  });
  return rows.length;
}

async function nextRows(tx: Tx, run: Evaluation) {
  const rows = await tx.$queryRaw<{ id: string; input: unknown; expected: unknown }[]>`
    SELECT r.id, r.input, r.expected FROM dataset_rows r
    WHERE r.org_id = ${run.orgId} AND r.dataset_id = ${run.datasetId} AND r.created_at <= ${run.createdAt}
      AND NOT EXISTS (SELECT 1 FROM evaluation_results e WHERE e.evaluation_id = ${run.id} AND e.input_id = r.id)
    ORDER BY r.created_at, r.id LIMIT ${ROWS_AT_ONCE}`;
  const version =
    run.promptId === null
      ? null
      : await tx.promptVersion.findFirst({
          where: { promptId: run.promptId, orgId: run.orgId },
          orderBy: { version: "desc" },
          select: { messages: true },
        });
  return { rows, prompt: Array.isArray(version?.messages) ? version.messages : [] };
}

async function finish(tx: Tx, run: Evaluation, now: Date): Promise<void> {
  const { id, orgId } = run;
  const [sum] = await tx.$queryRaw<
    { done: number; failed: number; score: number | null; why: string | null }[]
  >`
    SELECT count(*)::int AS done, (count(*) FILTER (WHERE metadata ? 'error'))::int AS failed, avg(score)::float8 AS score,
      min(metadata->'error'->>'message') AS why
    FROM evaluation_results WHERE org_id = ${orgId} AND evaluation_id = ${id}`;
  const isFailed = sum === undefined || sum.done === sum.failed;
  const status = isFailed ? ("failed" as const) : ("completed" as const);
  const { count } = await tx.evaluation.updateMany({
    where: { id, orgId, status: "running" },
    data: {
      status,
      finishedAt: now,
      dueAt: null,
      error: isFailed ? (sum?.why ?? "No row was left to ask.") : null,
    },
  });
  if (count === 0) return;
  await tx.outboxMessage.create({
    data: {
      ...{ id: newId("out"), orgId, topic: "evaluation.completed", createdAt: now },
      payload: {
        evaluation_id: id,
        dataset_id: run.datasetId,
        model: run.model,
        status,
        score: sum?.score ?? null,
      },
    },
    select: { id: true },
  });
}
