import type { RequestFilters } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { RequestWindow } from "./request-window";

/** Whose request it is, as `RequestMakerSchema` names it. */
export const MADE_BY = Prisma.sql`coalesce(purpose, 'application')`;

/** Conditions on `requests` for the organisation, the window and every filter. The window lets partitions be skipped. */
export function whereRequests(ctx: Ctx, filters: RequestFilters, window: RequestWindow): Prisma.Sql {
  const conditions = [
    Prisma.sql`org_id = ${ctx.orgId}`,
    Prisma.sql`created_at >= ${instant(window.from)}`,
    Prisma.sql`created_at <= ${instant(window.to)}`,
    oneOf(Prisma.sql`status`, filters.status),
    oneOf(Prisma.sql`model`, filters.model),
    oneOf(Prisma.sql`provider`, filters.provider),
    oneOf(Prisma.sql`endpoint`, filters.endpoint),
    oneOf(Prisma.sql`error_code`, filters.errorCode),
    oneOf(Prisma.sql`cache_status`, filters.cacheStatus),
    oneOf(MADE_BY, filters.madeBy),
    oneOf(Prisma.sql`api_key_id`, filters.apiKeyId),
    oneOf(Prisma.sql`project_id`, filters.projectId),
    oneOf(Prisma.sql`route_id`, filters.routeId),
    filters.sessionId && Prisma.sql`session_id = ${filters.sessionId}`,
    filters.endUserId && Prisma.sql`end_user_id = ${filters.endUserId}`,
    oneOf(Prisma.sql`prompt_id`, filters.promptId),
    filters.promptVersion && Prisma.sql`prompt_version = ${filters.promptVersion}`,
    filters.property && Prisma.sql`properties ->> ${filters.property.name} = ${filters.property.value}`,
    filters.minCostMicroUsd && Prisma.sql`cost_micro_usd >= ${filters.minCostMicroUsd}`,
    filters.minLatencyMs && Prisma.sql`latency_ms >= ${filters.minLatencyMs}`,
    filters.search && matches(filters.search),
  ];
  return Prisma.join(conditions.filter(isCondition), " and ");
}

const ROLLUP_FILTERS = new Set(["range", "status", "model", "provider", "projectId"]);

/** Whether hourly counters can answer for these filters; any other needs the rows themselves. */
export function isAnsweredByRollups(filters: RequestFilters): boolean {
  return Object.entries(filters).every(([name, value]) => value === undefined || ROLLUP_FILTERS.has(name));
}

/** Conditions on `request_rollups`, whose first hour counts whole. Only for filters that rollups answer. */
export function whereRollups(ctx: Ctx, filters: RequestFilters, window: RequestWindow): Prisma.Sql {
  const conditions = [
    Prisma.sql`org_id = ${ctx.orgId}`,
    Prisma.sql`hour >= date_trunc('hour', ${instant(window.from)}, 'UTC')`,
    Prisma.sql`hour <= ${instant(window.to)}`,
    oneOf(Prisma.sql`status`, filters.status),
    oneOf(Prisma.sql`model`, filters.model),
    oneOf(Prisma.sql`provider`, filters.provider),
    oneOf(Prisma.sql`project_id`, filters.projectId),
  ];
  return Prisma.join(conditions.filter(isCondition), " and ");
}

/** A time as a parameter whose zone cannot be misread. */
export function instant(time: Date): Prisma.Sql {
  return Prisma.sql`${time.toISOString()}::timestamptz`;
}

function oneOf(column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql | undefined {
  return values && Prisma.sql`${column} = any(${[...values]}::text[])`;
}

/**
 * What an index can find: the bounds compare bytes, as its operator class does, and say nothing about rows of others,
 * which row-level security asks of whatever runs before it.
 */
function matches(search: string): Prisma.Sql {
  const startOf = (column: Prisma.Sql) =>
    Prisma.sql`(${column} ~>=~ ${search} and ${column} ~<~ ${`${search}${LAST_CHARACTER}`})`;
  const ids = idsFrom(search);
  const ofRequest = ids && Prisma.sql`id >= ${ids.first}::uuid and id <= ${ids.last}::uuid or`;
  return Prisma.sql`(${ofRequest ?? Prisma.empty} ${startOf(Prisma.sql`session_id`)} or ${startOf(Prisma.sql`end_user_id`)})`;
}

const LAST_CHARACTER = "\u{10ffff}";
const UUID_DIGITS = 32;

/** The first and last id that begin so; null where no id does. */
function idsFrom(search: string): { first: string; last: string } | null {
  const digits = search.toLowerCase().replaceAll("-", "");
  if (!/^[0-9a-f]+$/.test(digits) || digits.length > UUID_DIGITS) return null;
  return { first: digits.padEnd(UUID_DIGITS, "0"), last: digits.padEnd(UUID_DIGITS, "f") };
}

function isCondition(value: Prisma.Sql | string | number | undefined): value is Prisma.Sql {
  return value instanceof Prisma.Sql;
}
