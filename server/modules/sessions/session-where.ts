import type { ListSessionsInput } from "@/server/contracts/sessions";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { Prisma } from "@/server/db/generated/client";
import { oldestMetadata, resolveWindow } from "@/server/modules/requests";

export type SessionFilters = Omit<ReturnType<typeof ListSessionsInput.parse>, "cursor" | "limit">;

/** Conditions on `sessions s` for the organisation, what a key is confined to, and every filter. */
export function whereSessions(ctx: Ctx, filters: SessionFilters, scope: { projectId?: string }): Prisma.Sql {
  const { search, project_id, route_id, model, end_user_id, scored } = filters;
  const { from, to } = windowOf(ctx, filters);
  const conditions: (Prisma.Sql | false | undefined)[] = [
    Prisma.sql`s.org_id = ${ctx.orgId}`,
    Prisma.sql`s.last_seen_at >= ${at(from)}`,
    to !== null && Prisma.sql`s.last_seen_at <= ${at(to)}`,
    scope.projectId !== undefined && Prisma.sql`s.project_id = ${scope.projectId}`,
    project_id && Prisma.sql`s.project_id = any(${project_id}::text[])`,
    end_user_id !== undefined && Prisma.sql`s.end_user_id = ${end_user_id}`,
    search !== undefined && matches(search),
    route_id && hasRequest(ctx, Prisma.sql`r.route_id = any(${route_id}::text[])`),
    model &&
      hasRequest(
        ctx,
        Prisma.sql`(r.model = any(${model}::text[]) or r.provider || '/' || r.model = any(${model}::text[]))`,
      ),
    scored === "true" && IS_SCORED,
    scored === "false" && Prisma.sql`not ${IS_SCORED}`,
  ];
  return Prisma.join(
    conditions.filter((part): part is Prisma.Sql => part instanceof Prisma.Sql),
    " and ",
  );
}

/** The last moment is open where nothing was asked for: the clocks of gateways differ. */
function windowOf(ctx: Ctx, { range, from, to }: SessionFilters): { from: Date; to: Date | null } {
  const oldest = oldestMetadata(ctx);
  if (from === undefined && to === undefined)
    return range === undefined
      ? { from: oldest, to: null }
      : { from: resolveWindow(ctx, range).from, to: null };
  const [start, end] = [from === undefined ? oldest : new Date(from), to === undefined ? null : endOf(to)];
  if (end !== null && start > end) {
    throw new AppError("invalid_request", "bad range", {
      userMessage: "“from” must not be after “to”.",
      param: "from",
    });
  }
  return { from: new Date(Math.max(start.getTime(), oldest.getTime())), to: end };
}

/** A day reaches to its last moment. */
const endOf = (text: string): Date => new Date(text.length === 10 ? `${text}T23:59:59.999Z` : text);

function hasRequest(ctx: Ctx, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists(select 1 from requests r where r.org_id = s.org_id and r.project_id = s.project_id
    and r.session_id = s.id and r.created_at >= s.first_seen_at and r.created_at <= s.last_seen_at
    and r.created_at >= ${at(oldestMetadata(ctx))} and ${condition})`;
}

/** The widget's answer, or one that was given with a server key. What is held back does not count. */
const IS_SCORED = Prisma.sql`(
  exists(select 1 from nps_responses n where n.org_id = s.org_id and n.project_id = s.project_id
    and n.session_id = s.id and not n.is_held)
  or exists(select 1 from feedback f where f.org_id = s.org_id and f.project_id = s.project_id
    and f.session_id = s.id and f.kind = 'nps' and f.score is not null))`;

function matches(search: string): Prisma.Sql {
  const part = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(s.id ilike ${part} or s.end_user_id ilike ${part})`;
}

const at = (time: Date): Prisma.Sql => Prisma.sql`${time.toISOString()}::timestamptz`;
