import { z } from "zod";
import {
  ListRunResultsInput,
  ListRunsInput,
  RunIdInput,
  type RunPage,
  type RunResultPage,
  type RunView,
} from "@/server/contracts/evaluation-runs";
import { authorize, type Ctx } from "@/server/core/context";
import { afterCursor, pageOf } from "@/server/core/list-page";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";
import { signingOf } from "@/server/modules/datasets";
import { getRunOrThrow, type RunScope, viewRun, viewRuns } from "./runs.queries";

/** One page of runs, the newest first. */
export async function listRuns(
  ctx: Ctx,
  input: z.input<typeof ListRunsInput>,
  scope: RunScope = {},
): Promise<RunPage> {
  authorize(ctx, "evaluation:read");
  const { limit, cursor, dataset_id } = parseInput(ListRunsInput, input);
  const signing = signingOf(ctx, "evaluations");
  return withTenant(ctx, async (tx) => {
    const rows = await tx.evaluation.findMany({
      where: {
        ...{ orgId: ctx.orgId, ...scope, ...afterCursor(signing, cursor, true) },
        ...(dataset_id === undefined ? {} : { datasetId: dataset_id }),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const views = new Map((await viewRuns(tx, ctx.orgId, rows)).map((view) => [view.id, view]));
    const page = pageOf(signing, rows, { limit, view: ({ id }) => views.get(id) ?? null });
    return { ...page, items: page.items.flatMap((view) => view ?? []) };
  });
}

export async function getRun(
  ctx: Ctx,
  input: z.input<typeof RunIdInput>,
  scope: RunScope = {},
): Promise<RunView> {
  authorize(ctx, "evaluation:read");
  const { runId } = parseInput(RunIdInput, input);
  return withTenant(ctx, async (tx) => viewRun(tx, await getRunOrThrow(tx, ctx, runId, scope)));
}

const Metadata = z.record(z.string(), z.unknown()).catch({});

/** One page of what a run has found, in the order in which it did. */
export async function listRunResults(
  ctx: Ctx,
  input: z.input<typeof ListRunResultsInput>,
  scope: RunScope = {},
): Promise<RunResultPage> {
  authorize(ctx, "evaluation:read");
  const { runId, limit, cursor } = parseInput(ListRunResultsInput, input);
  const signing = signingOf(ctx, `evaluation_results|${runId}`);
  const rows = await withTenant(ctx, async (tx) => {
    await getRunOrThrow(tx, ctx, runId, scope);
    const found = await tx.evaluationResult.findMany({
      where: { orgId: ctx.orgId, evaluationId: runId, ...afterCursor(signing, cursor, false) },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit + 1,
    });
    return openTexts(tx, ctx.orgId, "evaluation_results", found);
  });
  return pageOf(signing, rows, {
    limit,
    view: ({ id, evaluationId, inputId, output, score, metadata, createdAt }) => ({
      id,
      run_id: evaluationId,
      input_id: inputId,
      output: output ?? "",
      score,
      metadata: Metadata.parse(metadata),
      created_at: createdAt.toISOString(),
    }),
  });
}
