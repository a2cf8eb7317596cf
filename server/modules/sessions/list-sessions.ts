import { ListSessionsInput, type SessionPage } from "@/server/contracts/sessions";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { parseSessionRows, SESSION_COLUMNS, type SessionRow, toSummaries } from "./session-rows";
import { type SessionFilters, whereSessions } from "./session-where";

/** One page of conversations, those with the latest request first. */
export async function listSessions(
  ctx: Ctx,
  input: ListSessionsInput,
  scope: { projectId?: string } = {},
): Promise<SessionPage> {
  authorize(ctx, "session:read");
  const { cursor, limit, ...filters } = parseInput(ListSessionsInput, input);
  const name = nameOf(ctx, filters);
  const after = cursor === undefined ? null : positionOf(name, cursor);
  const rest =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (s.last_seen_at, s.project_id, s.id) < (${after.at}::timestamptz, ${after.projectId}, ${after.id})`;
  const where = Prisma.sql`${whereSessions(ctx, filters, scope)} ${rest}`;
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
      next_cursor: hasMore ? cursorAt(name, last) : null,
      has_more: hasMore,
    };
  });
}

function cursorAt(name: string, row: SessionRow): string {
  const position = [row.lastSeenAt.getTime(), row.projectId, row.id];
  return encodeCursor(deriveKey(masterKey(), "cursor"), name, position);
}

function positionOf(name: string, cursor: string): { at: string; projectId: string; id: string } {
  const [atMs, projectId, id] = decodeCursor(deriveKey(masterKey(), "cursor"), name, cursor);
  if (typeof atMs !== "number" || typeof projectId !== "string" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return { at: new Date(atMs).toISOString(), projectId, id };
}

/** What a page belongs to: the next one must ask for the same. */
function nameOf(ctx: Ctx, filters: SessionFilters): string {
  const sorted = Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1));
  return `${ctx.orgId}|sessions${JSON.stringify(sorted)}`;
}
