import { Prisma } from "@/server/db/generated/client";

/** Start of the epoch-aligned bucket of a time column, in milliseconds. */
export function startMs(column: Prisma.Sql, bucketMs: number): Prisma.Sql {
  return Prisma.sql`(floor(extract(epoch from ${column}) * 1000 / ${bucketMs}::float8) * ${bucketMs}::float8)::float8`;
}
