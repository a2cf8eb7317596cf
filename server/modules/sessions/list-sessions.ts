import { ListSessionsInput, type SessionPage } from "@/server/contracts/sessions";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { oldestMetadata } from "@/server/modules/requests";
import { parseSessionRows, SESSION_COLUMNS, type SessionRow, toSummaries } from "./session-rows";

/** One page of conversations, those with the latest request first. */
export async function listSessions(
  ctx: Ctx,
  input: ListSessionsInput,
  scope: { projectId?: string } = {},
): Promise<SessionPage> {
  authorize(ctx, "session:read");
  const { cursor, limit, search, project_id } = parseInput(ListSessionsInput, input);
  const after = cursor === undefined ? null : positionOf(ctx, cursor);
  const conditions: (Prisma.Sql | false | undefined)[] = [
    Prisma.sql`s.org_id = ${ctx.orgId}`,
    Prisma.sql`s.last_seen_at >= ${oldestMetadata(ctx).toISOString()}::timestamptz`,
    scope.projectId !== undefined && Prisma.sql`s.project_id = ${scope.projectId}`,
    project_id !== undefined && Prisma.sql`s.project_id = ${project_id}`,
    search !== undefined && matches(search),
    after !== null &&
      Prisma.sql`(s.last_seen_at, s.project_id, s.id) < (${after.at}::timestamptz, ${after.projectId}, ${after.id})`,
  ];
  const where = Prisma.join(
    conditions.filter((part): part is Prisma.Sql => part instanceof Prisma.Sql),
    " and ",
  );
  return withTenant(ctx, async (tx) => {
    const rows = parseSessionRows(
      await tx.$queryRaw`select ${SESSION_COLUMNS} from sessions s where ${where}
        order by s.last_seen_at desc, s.project_id desc, s.id desc limit ${limit + 1}`,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      items: await toSummaries(tx, ctx, shown),
      next_cursor: hasMore ? cursorAt(ctx, last) : null,
      has_more: hasMore,
    };
  });
}

function matches(search: string): Prisma.Sql {
  const part = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(s.id ilike ${part} or s.end_user_id ilike ${part})`;
}

function cursorAt(ctx: Ctx, row: SessionRow): string {
  const position = [row.lastSeenAt.getTime(), row.projectId, row.id];
  return encodeCursor(deriveKey(masterKey(), "cursor"), scopeOf(ctx), position);
}

function positionOf(ctx: Ctx, cursor: string): { at: string; projectId: string; id: string } {
  const [atMs, projectId, id] = decodeCursor(deriveKey(masterKey(), "cursor"), scopeOf(ctx), cursor);
  if (typeof atMs !== "number" || typeof projectId !== "string" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return { at: new Date(atMs).toISOString(), projectId, id };
}

const scopeOf = (ctx: Ctx): string => `${ctx.orgId}|sessions`;
