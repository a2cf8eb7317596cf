import {
  ListRequestsInput,
  type RequestPage,
  type RequestRow,
  type RequestSort,
} from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { parseRows, ROW_COLUMNS } from "./request-rows";
import { instant, whereRequests } from "./request-where";
import { resolveWindow } from "./request-window";

/** What each order compares before time and id; unknown costs sort below every known one. */
const RANKS = {
  newest: { key: Prisma.sql`0`, of: () => 0, isDescending: true },
  oldest: { key: Prisma.sql`0`, of: () => 0, isDescending: false },
  slowest: { key: Prisma.sql`latency_ms`, of: (row) => row.latencyMs, isDescending: true },
  costliest: {
    key: Prisma.sql`coalesce(cost_micro_usd, -1)`,
    of: (row) => row.costMicroUsd ?? -1,
    isDescending: true,
  },
} as const satisfies Record<
  RequestSort,
  { key: Prisma.Sql; of(row: RequestRow): number; isDescending: boolean }
>;

interface Position {
  rank: number;
  createdAt: Date;
  id: string;
}

/** One page of the organisation's requests under the filters, in a stable order that new arrivals do not shift. */
export async function listRequests(ctx: Ctx, input: ListRequestsInput): Promise<RequestPage> {
  authorize(ctx, "request:read");
  const { cursor, limit, sort, ...filters } = ListRequestsInput.parse(input);
  const rank = RANKS[sort];
  const after = cursor ? parsePosition(ctx, sort, cursor) : null;
  const direction = rank.isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  const where = whereRequests(ctx, filters, resolveWindow(ctx, filters.range));
  const rows = await withTenant(ctx, async (tx) =>
    parseRows(
      await tx.$queryRaw`
        select ${ROW_COLUMNS} from requests
        where ${where} ${after ? afterPosition(sort, after) : Prisma.empty}
        order by ${orderBy(sort, direction)} limit ${limit + 1}`,
    ),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorAt(ctx, sort, last) : null };
}

function isByTime(sort: RequestSort): boolean {
  return sort === "newest" || sort === "oldest";
}

function orderBy(sort: RequestSort, direction: Prisma.Sql): Prisma.Sql {
  const byTime = Prisma.sql`created_at ${direction}, requests.id ${direction}`;
  return isByTime(sort) ? byTime : Prisma.sql`${RANKS[sort].key} ${direction}, ${byTime}`;
}

function afterPosition(sort: RequestSort, { rank, createdAt, id }: Position): Prisma.Sql {
  const at = instant(createdAt);
  switch (sort) {
    case "newest":
      // The first condition is implied by the second; it is the one an index and partitions can use.
      return Prisma.sql`and created_at <= ${at} and (created_at, requests.id) < (${at}, ${id}::uuid)`;
    case "oldest":
      return Prisma.sql`and created_at >= ${at} and (created_at, requests.id) > (${at}, ${id}::uuid)`;
    case "slowest":
    case "costliest":
      return Prisma.sql`and (${RANKS[sort].key}, created_at, requests.id) < (${rank}::int, ${at}, ${id}::uuid)`;
  }
}

function cursorAt(ctx: Ctx, sort: RequestSort, row: RequestRow): string {
  const position = [sort, RANKS[sort].of(row), row.createdAt.getTime(), row.id];
  return encodeCursor(cursorKey(), ctx.orgId, position);
}

function parsePosition(ctx: Ctx, sort: RequestSort, cursor: string): Position {
  const [madeFor, rank, createdAtMs, id] = decodeCursor(cursorKey(), ctx.orgId, cursor);
  if (
    madeFor !== sort ||
    typeof rank !== "number" ||
    typeof createdAtMs !== "number" ||
    typeof id !== "string"
  ) {
    throw new AppError("invalid_request", "The cursor belongs to another order.", { param: "cursor" });
  }
  return { rank, createdAt: new Date(createdAtMs), id };
}

function cursorKey(): Buffer {
  return deriveKey(masterKey(), "cursor");
}
