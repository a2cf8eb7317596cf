import { z } from "zod";
import { REVIEWABLE_CATEGORIES } from "@/server/contracts/firewall";
import { HIT_PAGE_ROWS, type HitPage, ListHitsInput } from "@/server/contracts/firewall-hits";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { getProjectOrThrow } from "@/server/modules/projects";
import { resolveWindow } from "@/server/modules/requests";
import { HITS_OF_REQUEST, HitRow, WITH_HITS } from "./hits.queries";

type Filters = z.output<typeof ListHitsInput>;

/** One page of what the firewall found in a project, the newest first. */
export async function listHits(ctx: Ctx, input: ListHitsInput): Promise<HitPage> {
  authorize(ctx, "firewall:read");
  const filters = parseInput(ListHitsInput, input);
  const { from, to } = resolveWindow(ctx, filters.range);
  const rows = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, filters.projectId);
    return z.array(HitRow).parse(
      await tx.$queryRaw`
        SELECT r.id::text AS "requestId", r.created_at AS "createdAt", h.*, v.verdict
        FROM requests r CROSS JOIN ${HITS_OF_REQUEST}
        LEFT JOIN firewall_reviews v ON v.org_id = r.org_id AND v.request_id = r.id AND v.direction = h.direction
          AND v.category = h.category AND v.detector = h.detector
        WHERE r.org_id = ${ctx.orgId} AND r.project_id = ${filters.projectId} AND ${WITH_HITS}
          AND r.created_at >= ${from.toISOString()}::timestamptz AND r.created_at <= ${to.toISOString()}::timestamptz
          ${conditions(filters)} ${after(ctx, filters)}
        ORDER BY r.created_at DESC, r.id DESC, h.direction, h.category, h.detector
        LIMIT ${HIT_PAGE_ROWS + 1}`,
    );
  });
  const items = rows.slice(0, HIT_PAGE_ROWS);
  const last = items.at(-1);
  const nextCursor =
    rows.length <= HIT_PAGE_ROWS || last === undefined
      ? null
      : encodeCursor(cursorKey(), scopeOf(ctx, filters), [
          last.createdAt.getTime(),
          ...[last.requestId, last.direction, last.category, last.detector],
        ]);
  return { items, nextCursor };
}

function conditions({ state, foundIn, category }: Filters): Prisma.Sql {
  const parts = [
    foundIn && Prisma.sql`AND h.direction = ${foundIn}`,
    category && Prisma.sql`AND h.category = ${category}`,
    state === "to_review" &&
      Prisma.sql`AND v.verdict IS NULL AND h.category = ANY(${[...REVIEWABLE_CATEGORIES]}::text[])`,
    (state === "confirmed" || state === "mistaken") && Prisma.sql`AND v.verdict = ${state}`,
  ].filter((part) => part instanceof Prisma.Sql);
  return parts.length === 0 ? Prisma.empty : Prisma.join(parts, " ");
}

function after(ctx: Ctx, filters: Filters): Prisma.Sql {
  if (filters.cursor == null) return Prisma.empty;
  const [atMs, id, direction, category, detector] = decodeCursor(
    cursorKey(),
    scopeOf(ctx, filters),
    filters.cursor,
  );
  if (typeof atMs !== "number" || typeof id !== "string" || detector === undefined)
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  const at = Prisma.sql`${new Date(atMs).toISOString()}::timestamptz`;
  return Prisma.sql`AND r.created_at <= ${at} AND ((r.created_at, r.id) < (${at}, ${id}::uuid)
    OR (r.id = ${id}::uuid AND (h.direction, h.category, h.detector) > (${direction}, ${category}, ${detector})))`;
}

const cursorKey = (): Buffer => deriveKey(masterKey(), "cursor");
const scopeOf = ({ orgId }: Ctx, { projectId }: Filters): string => `${orgId}|firewall_hits|${projectId}`;
