import { z } from "zod";
import { NPS_GROUPS_MAX, type NpsDimension } from "@/server/contracts/nps";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { type AnswerCounts, noAnswers } from "./nps-score";
import { MODEL_NAME } from "./nps-where";

const COLUMNS = {
  model: MODEL_NAME,
  route: Prisma.sql`r.route_id`,
  locale: Prisma.sql`r.locale`,
  appVersion: Prisma.sql`r.app_version`,
  proof: Prisma.sql`r.proof::text`,
  project: Prisma.sql`r.project_id`,
} as const satisfies Record<NpsDimension, Prisma.Sql>;

const Counted = { score: z.int(), isUnsigned: z.boolean(), count: z.int() };
const WeekRows = z.array(z.object({ week: z.date(), ...Counted }));
const GroupRows = z.array(z.object({ value: z.string().nullable(), ...Counted }));

const SCORE_COUNTS = Prisma.sql`r.score, r.proof = 'anonymous' as "isUnsigned", count(*)::int as count`;

/** Answers by week, oldest first. */
export async function countByWeek(
  tx: Tx,
  where: Prisma.Sql,
): Promise<{ start: Date; counts: AnswerCounts }[]> {
  const rows = WeekRows.parse(
    await tx.$queryRaw`
      select date_trunc('week', r.created_at, 'UTC') as week, ${SCORE_COUNTS}
      from nps_responses r where ${where} group by 1, 2, 3 order by 1`,
  );
  return groupCounts(rows, ({ week }) => week.getTime()).map(([ms, counts]) => ({
    start: new Date(ms),
    counts,
  }));
}

/** Answers by the values of a dimension; those with most answers first, up to a maximum. */
export async function countByValue(
  tx: Tx,
  where: Prisma.Sql,
  by: NpsDimension,
): Promise<{ value: string | null; counts: AnswerCounts }[]> {
  const rows = GroupRows.parse(
    await tx.$queryRaw`
      with counted as (
        select ${COLUMNS[by]} as value, ${SCORE_COUNTS} from nps_responses r where ${where} group by 1, 2, 3
      ), ranked as (
        select *, dense_rank() over (order by total desc, value) as place
        from (select *, sum(count) over (partition by value) as total from counted) totals
      )
      select value, score, "isUnsigned", count from ranked
      where place <= ${NPS_GROUPS_MAX} order by place`,
  );
  return groupCounts(rows, ({ value }) => value).map(([value, counts]) => ({ value, counts }));
}

/** Rows of one score each, put together by what they are of. */
export function groupCounts<Key, Row extends { score: number; isUnsigned: boolean; count: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): [Key, AnswerCounts][] {
  const groups = new Map<Key, AnswerCounts>();
  for (const row of rows) {
    const key = keyOf(row);
    const counts = groups.get(key) ?? noAnswers();
    (row.isUnsigned ? counts.unsigned : counts.signed)[row.score] = row.count;
    groups.set(key, counts);
  }
  return [...groups];
}
