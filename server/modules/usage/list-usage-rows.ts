import { type UsageRow, type UsageRows, UsageRowsInput } from "@/server/contracts/usage-report";
import { authorize, type Ctx } from "@/server/core/context";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import type { UsageDay } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { usageMonth } from "./usage-month";

const PAGE_ROWS = 500;

/** A month's usage row by row, by day, key and model: for files. */
export async function listUsageRows(ctx: Ctx, input: UsageRowsInput): Promise<UsageRows> {
  authorize(ctx, "usage:read");
  const { month: named, cursor } = parseInput(UsageRowsInput, input);
  const month = usageMonth(named, ctx.now());
  const key = deriveKey(masterKey(), "cursor");
  const scope = `${ctx.orgId}|usage|${month.name}`;
  const [skip = 0] = cursor ? decodeCursor(key, scope, cursor) : [];
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    const rows = await tx.usageDay.findMany({
      where: { orgId, day: { gte: month.from, lt: month.to } },
      orderBy: [
        { day: "asc" },
        { projectId: "asc" },
        { apiKeyId: "asc" },
        { provider: "asc" },
        { model: "asc" },
      ],
      skip: Number(skip),
      take: PAGE_ROWS + 1,
      omit: { orgId: true },
    });
    const names = await namesOf(tx, ctx);
    return {
      items: rows.slice(0, PAGE_ROWS).map((row) => toRow(row, names)),
      nextCursor: rows.length > PAGE_ROWS ? encodeCursor(key, scope, [Number(skip) + PAGE_ROWS]) : null,
    };
  });
}

async function namesOf(tx: Tx, { orgId }: Ctx): Promise<ReadonlyMap<string, string>> {
  const select = { id: true, name: true } as const;
  const rows = [
    ...(await tx.project.findMany({ where: { orgId }, select })),
    ...(await tx.apiKey.findMany({ where: { orgId }, take: 1_000, select })),
  ];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toRow(row: Omit<UsageDay, "orgId">, names: ReadonlyMap<string, string>): UsageRow {
  return {
    day: row.day.toISOString().slice(0, 10),
    project: names.get(row.projectId) ?? "",
    projectId: row.projectId,
    key: names.get(row.apiKeyId) ?? "",
    apiKeyId: row.apiKeyId,
    provider: row.provider,
    model: row.model,
    requests: row.requestCount,
    inputTokens: Number(row.inputTokens),
    outputTokens: Number(row.outputTokens),
    costMicroUsd: Number(row.costMicroUsd),
    unpricedRequests: row.unpricedCount,
  };
}
