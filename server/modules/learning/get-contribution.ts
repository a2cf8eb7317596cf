import type { ContributionView, LedgerRow } from "@/server/contracts/learning";
import { entitled } from "@/server/contracts/plans";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { contributesFrom } from "./contributes-from";
import { modelChanges, routedModels } from "./model-changes.queries";
import { pooledName } from "./pooled-name";
import { priorLift } from "./prior-lift.queries";
import { readSharedSnapshot } from "./read-snapshot";
import { listReceipts } from "./receipts.queries";

const LEDGER_MAX = 500;

/** The ledger: what the organisation has given to the shared model, and what it has of it. */
export async function getContribution(ctx: Ctx): Promise<ContributionView> {
  authorize(ctx, "route:read");
  return withTenant(ctx, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { orgId: ctx.orgId },
      select: { learningMode: true, isDemo: true, createdAt: true },
    });
    const { learningMode: mode } = organization;
    const from = contributesFrom(organization);
    const status =
      mode === "isolated"
        ? "isolated"
        : organization.isDemo
          ? "demonstration"
          : from > ctx.now()
            ? "waiting"
            : "contributing";
    const isGiving = status === "contributing";
    const ledger = (await ledgerOf(tx, ctx.orgId)).map((row) => ({
      ...row,
      is_shared: row.is_shared && isGiving,
    }));
    return {
      mode,
      status,
      contributes_from: status === "waiting" ? from.toISOString() : null,
      may_opt_out: entitled(ctx.planId, "learning_opt_out"),
      given: {
        answers: answersOf(ledger.filter((row) => row.is_shared)),
        cells: new Set(ledger.filter((row) => row.is_shared).map(cellNameOf)).size,
        kept_own_answers: answersOf(ledger.filter((row) => !row.is_shared)),
      },
      received: await receivedBy(tx, ctx.orgId, mode),
      lift: await priorLift(tx, ctx.orgId, ctx.now()),
      changes: await modelChanges(tx, ctx.orgId, mode),
      ledger,
      receipts: await listReceipts(tx, ctx.orgId),
    };
  });
}

const answersOf = (rows: readonly LedgerRow[]): number => rows.reduce((sum, row) => sum + row.answers, 0);
const cellNameOf = (row: LedgerRow): string => `${row.category}\n${row.provider}/${row.model}`;

async function ledgerOf(tx: Tx, orgId: string): Promise<LedgerRow[]> {
  return tx.$queryRaw<LedgerRow[]>`
    SELECT category, provider, model, signal, is_shared, sum(answer_count)::int AS answers,
      (sum(score_micro)::float8 / sum(weight_micro)) AS mean_score
    FROM learning_statistics WHERE org_id = ${orgId}
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(weight_micro) > 0
    ORDER BY answers DESC, category, provider, model, signal LIMIT ${LEDGER_MAX}`;
}

async function receivedBy(
  tx: Tx,
  orgId: string,
  mode: "shared" | "isolated",
): Promise<ContributionView["received"]> {
  const newest = await tx.learningSnapshot.findFirst({
    orderBy: { version: "desc" },
    select: { id: true, version: true, content: true },
  });
  if (mode === "isolated" || newest === null)
    return { snapshot_id: null, snapshot_version: null, cells: 0, used_cells: 0 };
  const { cells } = readSharedSnapshot(newest.content);
  const models = new Set((await routedModels(tx, orgId)).map((row) => pooledName(row.provider, row.model)));
  return {
    snapshot_id: newest.id,
    snapshot_version: newest.version,
    cells: cells.length,
    used_cells: cells.filter(({ model }) => models.has(model)).length,
  };
}
