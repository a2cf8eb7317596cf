import { z } from "zod";
import { renderPrompt } from "@/server/contracts/prompt-template";
import { shareFairly } from "@/server/core/fair-share";
import { newId } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import { storableJson, storableText } from "@/server/core/storable";
import type { Evaluation } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { openTexts, openTextsOf, type TextSealer, textSealer } from "@/server/modules/content-keys";
import { contentOf } from "@/server/modules/prompts";
import type { CallModel } from "./call-model";
import { configOf } from "./runs.queries";
import { failedRow, type RowResult, type RowTask, scoreRow } from "./score-row";

/** Calls at once, of each run. */
const ROWS_AT_ONCE = 4;
/** Longer than any batch takes: a worker that died is then taken to have. */
const LEASE_MS = 10 * 60_000;

/** Runs at once, of all customers together and of one. */
const RUNS_AT_ONCE = { ofAll: 4, ofOne: 2 } as const;

/**
 * Takes the runs that wait in turn, some rows of each at a time, so that none waits for a long one to end. Several
 * processes share the work; one that is cut off leaves its run to the next. Returns how many rows were asked.
 */
export function runEvaluations(now: () => Date, callModel: CallModel, signal: AbortSignal): Promise<number> {
  return shareFairly({
    claim: (busyOrgIds) => claimRun(now(), busyOrgIds),
    work: (run) =>
      workOn(run, now, callModel).catch((thrown: unknown) => {
        // Its lease ends, and it goes on.
        log.error("an evaluation was interrupted", {
          orgId: run.orgId,
          name: run.id,
          ...errorFields(thrown),
        });
        return 0;
      }),
    atOnce: RUNS_AT_ONCE.ofAll,
    ofOneAtOnce: RUNS_AT_ONCE.ofOne,
    signal,
  });
}

async function claimRun(now: Date, busyOrgIds: readonly string[]): Promise<Evaluation | null> {
  const db = systemDb();
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE evaluations SET status = 'running', started_at = coalesce(started_at, ${now}),
      due_at = ${new Date(now.getTime() + LEASE_MS)}
    WHERE id = (SELECT id FROM evaluations WHERE due_at <= ${now} AND status IN ('pending', 'running')
        AND org_id <> ALL(${[...busyOrgIds]}::text[])
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
      result: await scored(callModel, { orgId, projectId, model, config, prompt, input, expected }),
    })),
  );
  const sealer = await textSealer(orgId);
  await withTenant(run, async (tx) => {
    const held = await heldRows(tx, run, rows);
    await tx.evaluationResult.createMany({
      data: results
        .filter(({ inputId }) => held.has(inputId))
        .map(({ inputId, result }) => ({
          ...{ orgId, evaluationId: run.id, inputId, createdAt: now() },
          ...sealedResult(sealer, result),
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

function sealedResult(sealer: TextSealer, { output, score, metadata }: RowResult) {
  const id = newId("res");
  return {
    ...{ id, score, output: sealer.text(id, "output", storableText(output)) },
    metadata: sealer.facts(id, "metadata", JSON.parse(storableJson(metadata))),
  };
}

async function scored(callModel: CallModel, task: RowTask): Promise<RowResult> {
  try {
    return await scoreRow(callModel, task);
  } catch (thrown) {
    // One row that breaks the scoring must not keep the others waiting.
    log.error("a row could not be scored", { orgId: task.orgId, ...errorFields(thrown) });
    return failedRow("internal", "This row could not be scored.");
  }
}

/**
 * Those that are still there, held so that an erasure waits and finds what was said to them. One that is being deleted
 * is passed over: waiting for it could be waiting for each other.
 */
async function heldRows(
  tx: Tx,
  { orgId }: Evaluation,
  rows: readonly { id: string }[],
): Promise<Set<string>> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM dataset_rows WHERE org_id = ${orgId} AND id = ANY(${rows.map(({ id }) => id)}::text[])
    FOR KEY SHARE SKIP LOCKED`;
  return new Set(held.map(({ id }) => id));
}

async function nextRows(tx: Tx, run: Evaluation) {
  const rows = await tx.$queryRaw<{ id: string; input: unknown; expected: unknown }[]>`
    SELECT r.id, r.input, r.expected FROM dataset_rows r
    WHERE r.org_id = ${run.orgId} AND r.dataset_id = ${run.datasetId} AND r.created_at <= ${run.createdAt}
      AND NOT EXISTS (SELECT 1 FROM evaluation_results e WHERE e.evaluation_id = ${run.id} AND e.input_id = r.id)
    ORDER BY r.created_at, r.id LIMIT ${ROWS_AT_ONCE}`;
  return { rows: await openTexts(tx, run.orgId, "dataset_rows", rows), prompt: await promptOf(tx, run) };
}

async function promptOf(tx: Tx, { orgId, promptId, promptVersion: version }: Evaluation) {
  if (promptId === null || version === null) return [];
  const found = await tx.promptVersion.findFirst({ where: { orgId, promptId, version } });
  const rendered = found === null ? null : renderPrompt(contentOf(found), {});
  return rendered !== null && "messages" in rendered ? rendered.messages : [];
}

async function finish(tx: Tx, run: Evaluation, now: Date): Promise<void> {
  const { id, orgId } = run;
  const [sum] = await tx.$queryRaw<{ done: number; failed: number; score: number | null }[]>`
    SELECT count(*)::int AS done, (count(*) FILTER (WHERE metadata ? 'error'))::int AS failed, avg(score)::float8 AS score
    FROM evaluation_results WHERE org_id = ${orgId} AND evaluation_id = ${id}`;
  const isFailed = sum === undefined || sum.done === sum.failed;
  const status = isFailed ? ("failed" as const) : ("completed" as const);
  const { count } = await tx.evaluation.updateMany({
    where: { id, orgId, status: "running" },
    data: {
      status,
      finishedAt: now,
      dueAt: null,
      error: isFailed ? await whyFailed(tx, run) : null,
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

const Failed = z.object({ error: z.object({ message: z.string() }) });

/** What the first row met with that failed; it may quote what was said. */
async function whyFailed(tx: Tx, { id, orgId }: Evaluation): Promise<string> {
  const stored = await tx.evaluationResult.findFirst({
    where: { orgId, evaluationId: id },
    orderBy: { id: "asc" },
    select: { id: true, metadata: true },
  });
  const row = await openTextsOf(tx, orgId, "evaluation_results", stored);
  const failed = Failed.safeParse(row?.metadata).data;
  const sealer = await textSealer(orgId);
  return sealer.text(id, "error", failed?.error.message ?? "No row was left to ask.");
}
