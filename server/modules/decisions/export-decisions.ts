import { createHash } from "node:crypto";
import {
  type EXPORT_FORMATS,
  ExportDecisionsInput,
  type ExportedDecision,
  type ExportTrailer,
} from "@/server/contracts/decision-export";
import { authorize, type Ctx } from "@/server/core/context";
import { errorFields, log } from "@/server/core/logger";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import {
  DECISION_COLUMNS,
  DECISION_TABLES,
  type DecisionRow,
  IS_DECISION,
  parseDecisionRows,
} from "./decision-rows";
import { toDecisionView } from "./decision-view";
import { windowWithin } from "./decision-window";
import { csvHeader, toCsvLine } from "./export-csv";

const PAGE_ROWS = 500;

type Format = (typeof EXPORT_FORMATS)[number];

export interface DecisionExport {
  format: Format;
  /** Whether what other organisations taught had a part in any of the decisions. */
  usedSharedModel: boolean;
  /** The text, piece by piece; the last piece is the trailer. */
  pieces: AsyncGenerator<Buffer>;
}

interface Query {
  ctx: Ctx;
  where: Prisma.Sql;
  rowsMax: number;
}

/** All decisions of a range, oldest first. A range that the plan does not reach is refused before anything is sent. */
export async function exportDecisions(
  ctx: Ctx,
  input: ExportDecisionsInput,
  { rowsMax = 1_000_000, ...scope }: { projectId?: string; rowsMax?: number } = {},
): Promise<DecisionExport> {
  authorize(ctx, "request:read");
  requireFeature(ctx, "decision_export");
  const { format, ...range } = parseInput(ExportDecisionsInput, input);
  const window = windowWithin(ctx, range);
  // What is stored while the export runs is not in it, so that the same range gives the same rows.
  const to = new Date(Math.min(window.to.getTime(), ctx.now().getTime()));
  const ofProject =
    scope.projectId === undefined ? Prisma.empty : Prisma.sql`and r.project_id = ${scope.projectId}`;
  const where = Prisma.sql`r.org_id = ${ctx.orgId} and ${IS_DECISION} ${ofProject}
    and r.created_at >= ${at(window.from)} and r.created_at <= ${at(to)}`;
  const [found] = await withTenant(
    ctx,
    (tx) => tx.$queryRaw<{ found: boolean }[]>`
      select exists(select 1 from ${DECISION_TABLES} where ${where} and d.used_shared_pool_prior) as found`,
  );
  return {
    format,
    usedSharedModel: found?.found ?? false,
    pieces: written({ format, orgId: ctx.orgId }, pagesOf({ ctx, where, rowsMax })),
  };
}

interface Page {
  rows: readonly DecisionRow[];
  /** Why there will be no more although there are. */
  cutBy: ExportTrailer["reason"];
}

/** A transaction for each page: a slow reader must not hold one open. */
async function* pagesOf({ ctx, where, rowsMax }: Query): AsyncGenerator<Page> {
  let after = Prisma.empty;
  for (let left = rowsMax; ; ) {
    const take = Math.min(PAGE_ROWS, left);
    const rows = await withTenant(ctx, async (tx) =>
      parseDecisionRows(
        await tx.$queryRaw`select ${DECISION_COLUMNS} from ${DECISION_TABLES} where ${where} ${after}
          order by r.created_at, r.id limit ${take + 1}`,
      ),
    );
    const last = rows[take - 1];
    if (rows.length <= take || last === undefined) return yield { rows, cutBy: null };
    left -= take;
    yield { rows: rows.slice(0, take), cutBy: left === 0 ? "row_limit" : null };
    if (left === 0) return;
    after = Prisma.sql`and r.created_at >= ${at(last.createdAt)}
      and (r.created_at, r.id) > (${at(last.createdAt)}, ${last.id}::uuid)`;
  }
}

async function* written(
  { format, orgId }: { format: Format; orgId: string },
  pages: AsyncGenerator<Page>,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const sums = { rows_emitted: 0, byte_count: 0 };
  let reason: ExportTrailer["reason"] = null;
  const counted = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    sums.byte_count += bytes.length;
    return bytes;
  };
  if (format === "csv") yield counted(csvHeader());
  try {
    for await (const { rows, cutBy } of pages) {
      reason = cutBy;
      if (rows.length === 0) continue;
      sums.rows_emitted += rows.length;
      yield counted(rows.map((row) => lineOf(format, toExported(orgId, row))).join(""));
    }
  } catch (thrown) {
    // The head of the answer has gone out: only the trailer can say that rows are missing.
    log.error("an export broke off", errorFields(thrown));
    reason = "internal_error";
  }
  const trailer: ExportTrailer = {
    trailer: true,
    ...sums,
    truncated: reason !== null,
    reason,
    checksum_sha256: hash.digest("hex"),
  };
  yield Buffer.from(`${format === "csv" ? "# " : ""}${JSON.stringify(trailer)}\n`);
}

const lineOf = (format: Format, row: ExportedDecision): string =>
  format === "csv" ? toCsvLine(row) : `${JSON.stringify(row)}\n`;

function toExported(orgId: string, row: DecisionRow): ExportedDecision {
  const view = toDecisionView(row);
  const { route_id, experiment_id, selection, propensity, snapshot_id, requested_model } =
    view.decision_trace;
  return {
    request_id: view.request_id,
    session_id: view.session_id,
    organization_id: orgId,
    project_id: row.projectId,
    created_at: view.request_created_at,
    provider: view.provider,
    model: view.model,
    requested_model,
    status: view.status,
    http_status: row.httpStatus,
    latency_ms: view.latency_ms,
    cost_micro_usd: view.cost_micro_usd,
    cache_enabled: view.cache_enabled,
    threat: view.threat,
    route_id,
    experiment_id,
    routing_strategy: view.routing_strategy,
    phase: view.phase,
    selection,
    propensity,
    confidence: view.confidence,
    used_shared_pool_prior: view.used_shared_pool_prior,
    snapshot_id,
    fallback_used: view.outcome.fallback_used,
  };
}

const at = (time: Date): Prisma.Sql => Prisma.sql`${time.toISOString()}::timestamptz`;
