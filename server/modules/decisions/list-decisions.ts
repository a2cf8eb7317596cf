import { type DecisionPage, ListDecisionsInput } from "@/server/contracts/decisions";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { isUuidv7 } from "@/server/core/ids";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import {
  DECISION_COLUMNS,
  DECISION_TABLES,
  type DecisionRow,
  IS_DECISION,
  parseDecisionRows,
} from "./decision-rows";
import { toDecisionView } from "./decision-view";
import { type DecisionWindow, windowWithin } from "./decision-window";

type Filters = Omit<ReturnType<typeof ListDecisionsInput.parse>, "cursor" | "limit">;

interface Position {
  createdAt: Date;
  id: string;
}

/** One page of decisions, the newest first, in an order that new ones do not shift. */
export async function listDecisions(
  ctx: Ctx,
  input: ListDecisionsInput,
  scope: { projectId?: string } = {},
): Promise<DecisionPage> {
  authorize(ctx, "request:read");
  const { cursor, limit, ...filters } = parseInput(ListDecisionsInput, input);
  const window = windowWithin(ctx, filters);
  const name = nameOf(filters);
  const after = cursor === undefined ? null : positionOf(ctx, name, cursor);
  const where = conditions(ctx, { filters, window, after, projectId: scope.projectId });
  const rows = await withTenant(ctx, async (tx) =>
    parseDecisionRows(
      await tx.$queryRaw`select ${DECISION_COLUMNS} from ${DECISION_TABLES} where ${where}
        order by r.created_at desc, r.id desc limit ${limit + 1}`,
    ),
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toDecisionView),
    next_cursor: hasMore ? cursorAt(ctx, name, last) : null,
    has_more: hasMore,
  };
}

interface Query {
  filters: Filters;
  window: DecisionWindow;
  after: Position | null;
  projectId: string | undefined;
}

function conditions(ctx: Ctx, { filters, window, after, projectId }: Query): Prisma.Sql {
  const { session_id, request_ids, project_id, route_id, experiment_id } = filters;
  const { routing_strategy, phase, selection, model, min_confidence, max_confidence } = filters;
  const all: (Prisma.Sql | false | undefined)[] = [
    Prisma.sql`r.org_id = ${ctx.orgId}`,
    Prisma.sql`r.created_at >= ${at(window.from)} and r.created_at <= ${at(window.to)}`,
    IS_DECISION,
    projectId !== undefined && Prisma.sql`r.project_id = ${projectId}`,
    session_id !== undefined && Prisma.sql`r.session_id = ${session_id}`,
    request_ids !== undefined && Prisma.sql`r.id = any(${idsOf(request_ids)}::uuid[])`,
    project_id !== undefined && Prisma.sql`r.project_id = any(${project_id}::text[])`,
    route_id !== undefined && Prisma.sql`r.route_id = any(${route_id}::text[])`,
    experiment_id !== undefined && Prisma.sql`d.experiment_id = ${experiment_id}`,
    phase !== undefined && Prisma.sql`d.phase = ${phase}`,
    selection !== undefined && Prisma.sql`d.reason = ${selection}`,
    routing_strategy !== undefined && Prisma.sql`d.strategy = ${routing_strategy}`,
    model !== undefined && Prisma.sql`(r.model = ${model} or r.provider || '/' || r.model = ${model})`,
    min_confidence !== undefined && Prisma.sql`d.confidence >= ${min_confidence}`,
    max_confidence !== undefined && Prisma.sql`d.confidence <= ${max_confidence}`,
    // The first half is implied by the second; it is the one that an index and the partitions can use.
    after !== null &&
      Prisma.sql`r.created_at <= ${at(after.createdAt)} and (r.created_at, r.id) < (${at(after.createdAt)}, ${after.id}::uuid)`,
  ];
  return Prisma.join(
    all.filter((part): part is Prisma.Sql => part instanceof Prisma.Sql),
    " and ",
  );
}

const at = (time: Date): Prisma.Sql => Prisma.sql`${time.toISOString()}::timestamptz`;

function idsOf(ids: readonly string[]): string[] {
  return ids.map((id) => {
    const lower = id.toLowerCase();
    if (isUuidv7(lower)) return lower;
    throw new AppError("invalid_request_id", "not a request id", {
      userMessage: "request_ids are the UUIDs that answers carry as x-request-id.",
      param: "request_ids",
    });
  });
}

/** What a page belongs to: the next one must ask for the same. */
function nameOf(filters: Filters): string {
  return `decisions${JSON.stringify(Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1)))}`;
}

function cursorAt(ctx: Ctx, name: string, row: DecisionRow): string {
  return encodeCursor(cursorKey(), `${ctx.orgId}|${name}`, [row.createdAt.getTime(), row.id]);
}

function positionOf(ctx: Ctx, name: string, cursor: string): Position {
  const [createdAtMs, id] = decodeCursor(cursorKey(), `${ctx.orgId}|${name}`, cursor);
  if (typeof createdAtMs !== "number" || typeof id !== "string" || !isUuidv7(id)) {
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  }
  return { createdAt: new Date(createdAtMs), id };
}

function cursorKey(): Buffer {
  return deriveKey(masterKey(), "cursor");
}
