import { RunConfig, type RunView } from "@/server/contracts/evaluation-runs";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Evaluation } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";

/** What a key is confined to. */
export interface RunScope {
  projectId?: string;
}

/** The organisation's run; another's, or one of a project the key is not for, is not found. */
export async function getRunOrThrow(tx: Tx, ctx: Ctx, id: string, scope: RunScope = {}): Promise<Evaluation> {
  const row = await tx.evaluation.findFirst({ where: { id, orgId: ctx.orgId, ...scope } });
  if (row === null) throw notFound("evaluation");
  return row;
}

export const configOf = ({ config }: Pick<Evaluation, "config">): RunConfig =>
  RunConfig.catch({}).parse(config);

/** Runs with how far they are. */
export async function viewRuns(tx: Tx, orgId: string, rows: readonly Evaluation[]): Promise<RunView[]> {
  const sums = await tx.$queryRaw<
    { id: string; done: number; failed: number; score: number | null; cost: number }[]
  >`
    SELECT evaluation_id AS id, count(*)::int AS done, (count(*) FILTER (WHERE metadata ? 'error'))::int AS failed,
      avg(score)::float8 AS score, coalesce(sum((metadata->>'cost_micro_usd')::float8), 0)::float8 AS cost
    FROM evaluation_results WHERE org_id = ${orgId} AND evaluation_id = ANY(${rows.map(({ id }) => id)})
    GROUP BY 1`;
  const byId = new Map(sums.map((sum) => [sum.id, sum]));
  return (await openTexts(tx, orgId, "evaluations", rows)).map((row) => {
    const sum = byId.get(row.id);
    return {
      id: row.id,
      dataset_id: row.datasetId,
      model: row.model,
      prompt_id: row.promptId,
      prompt_version: row.promptVersion,
      status: row.status,
      config: configOf(row),
      created_at: row.createdAt.toISOString(),
      started_at: row.startedAt?.toISOString() ?? null,
      finished_at: row.finishedAt?.toISOString() ?? null,
      progress: {
        rows: row.rowCount,
        done: sum?.done ?? 0,
        failed: sum?.failed ?? 0,
        score: sum?.score ?? null,
        cost_micro_usd: sum?.cost ?? 0,
      },
      error: row.error,
    };
  });
}

export async function viewRun(tx: Tx, row: Evaluation): Promise<RunView> {
  const [view] = await viewRuns(tx, row.orgId, [row]);
  if (view === undefined) throw new Error("a row has a view");
  return view;
}
