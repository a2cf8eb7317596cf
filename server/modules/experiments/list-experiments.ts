import { type ExperimentPage, ListExperimentsInput } from "@/server/contracts/experiments";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { deriveKey } from "@/server/core/secrets";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { toExperimentView } from "./experiments.queries";

/** One page of experiments, the newest first. */
export async function listExperiments(
  ctx: Ctx,
  input: ListExperimentsInput,
  scope: { projectId?: string } = {},
): Promise<ExperimentPage> {
  authorize(ctx, "experiment:read");
  requireFeature(ctx, "experiments");
  const { status, from, to, limit, cursor } = parseInput(ListExperimentsInput, input);
  const after = cursor === undefined ? null : positionOf(ctx, cursor);
  const rows = await withTenant(ctx, (tx) =>
    tx.experiment.findMany({
      where: {
        orgId: ctx.orgId,
        ...scope,
        ...(status === undefined ? {} : { status }),
        createdAt: {
          ...(from === undefined ? {} : { gte: new Date(from) }),
          ...(to === undefined ? {} : { lte: new Date(to.length === 10 ? `${to}T23:59:59.999Z` : to) }),
        },
        ...(after === null
          ? {}
          : { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toExperimentView),
    next_cursor: hasMore ? encodeCursor(key(), scopeOf(ctx), [last.createdAt.getTime(), last.id]) : null,
    has_more: hasMore,
  };
}

function positionOf(ctx: Ctx, cursor: string): { at: Date; id: string } {
  const [atMs, id] = decodeCursor(key(), scopeOf(ctx), cursor);
  if (typeof atMs !== "number" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return { at: new Date(atMs), id };
}

const key = (): Buffer => deriveKey(masterKey(), "cursor");
const scopeOf = (ctx: Ctx): string => `${ctx.orgId}|experiments`;
