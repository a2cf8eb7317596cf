import { NPS_RANGES, type NpsFilters } from "@/server/contracts/nps";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";

const DAY_MS = 86_400_000;

export interface NpsWindow {
  from: Date;
  to: Date;
}

/** Answers are kept as long as the organisation is: no plan cuts the range. */
export function npsWindow(ctx: Ctx, range: NpsFilters["range"]): NpsWindow {
  if (typeof range !== "string") return range;
  const to = ctx.now();
  return { from: new Date(to.getTime() - NPS_RANGES[range] * DAY_MS), to };
}

/** An answer counts once somebody vouches for it or its session is real, and while nobody holds it back. */
export const IS_COUNTED = Prisma.sql`(not r.is_held and (r.proof <> 'anonymous' or r.joined_at is not null))`;
export const MODEL_NAME = Prisma.sql`(r.provider || '/' || r.model)`;

/** Conditions on `nps_responses r` for the organisation, the window and every filter. */
export function whereAnswers(
  ctx: Ctx,
  filters: NpsFilters & { isHeld?: boolean },
  window: NpsWindow,
): Prisma.Sql {
  const conditions = [
    Prisma.sql`r.org_id = ${ctx.orgId}`,
    Prisma.sql`r.created_at >= ${instant(window.from)}`,
    Prisma.sql`r.created_at <= ${instant(window.to)}`,
    filters.isHeld === true ? Prisma.sql`r.is_held` : IS_COUNTED,
    oneOf(Prisma.sql`r.project_id`, filters.projectId),
    oneOf(Prisma.sql`r.route_id`, filters.routeId),
    oneOf(MODEL_NAME, filters.model),
    oneOf(Prisma.sql`r.locale`, filters.locale),
    oneOf(Prisma.sql`r.app_version`, filters.appVersion),
    oneOf(Prisma.sql`r.proof::text`, filters.proof),
    filters.traffic === "all" ? undefined : Prisma.sql`r.is_sandbox = ${filters.traffic === "sandbox"}`,
  ];
  return Prisma.join(
    conditions.filter((part): part is Prisma.Sql => part !== undefined),
    " and ",
  );
}

/** A time as a parameter whose zone cannot be misread. */
export function instant(time: Date): Prisma.Sql {
  return Prisma.sql`${time.toISOString()}::timestamptz`;
}

function oneOf(column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql | undefined {
  return values && Prisma.sql`${column} = any(${[...values]}::text[])`;
}
