import { z } from "zod";
import type { UsagePart, UsageSums } from "@/server/contracts/usage-report";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

export interface DaySums extends UsageSums {
  day: Date;
}

interface Span {
  from: Date;
  to: Date;
}

const PARTS_MAX = 50;

const SUMS = Prisma.sql`
  sum(request_count)::float8 as requests, sum(input_tokens)::float8 as "inputTokens",
  sum(output_tokens)::float8 as "outputTokens", sum(cost_micro_usd)::float8 as "costMicroUsd",
  sum(unpriced_count)::float8 as "unpricedRequests"`;

const SumsShape = {
  requests: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicroUsd: z.number(),
  unpricedRequests: z.number(),
};

const DayRows = z.array(z.object({ day: z.date(), ...SumsShape }));
const PartRows = z.array(z.object({ id: z.string(), ...SumsShape }));

export async function sumDays(tx: Tx, { orgId }: Ctx, { from, to }: Span): Promise<DaySums[]> {
  return DayRows.parse(
    await tx.$queryRaw`
      select day, ${SUMS} from usage_days where ${within(orgId, { from, to })} group by day order by day`,
  );
}

const PART_COLUMNS = {
  project: Prisma.sql`project_id`,
  key: Prisma.sql`api_key_id`,
  model: Prisma.sql`case when model = '' then '' else provider || '/' || model end`,
} as const;

/** The largest parts first. */
export async function sumByPart(
  tx: Tx,
  { orgId }: Ctx,
  span: Span,
  part: keyof typeof PART_COLUMNS,
): Promise<UsagePart[]> {
  const rows = PartRows.parse(
    await tx.$queryRaw`
      select ${PART_COLUMNS[part]} as id, ${SUMS} from usage_days where ${within(orgId, span)}
      group by 1 order by sum(request_count) desc, 1 limit ${PARTS_MAX}`,
  );
  return rows.map((row) => ({ ...row, name: row.id }));
}

export async function firstUsageDay(tx: Tx, { orgId }: Ctx): Promise<Date | null> {
  const first = await tx.usageDay.findFirst({
    where: { orgId },
    orderBy: { day: "asc" },
    select: { day: true },
  });
  return first?.day ?? null;
}

/** Days are dates: a time of day would be rounded by the server's own time zone. */
function within(orgId: string, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`org_id = ${orgId} and day >= ${isoDay(from)}::date and day < ${isoDay(to)}::date`;
}

function isoDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}
