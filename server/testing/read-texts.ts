import { withTenant } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";

/** Stored rows with their texts readable. */
export function readTexts<Row extends { id: string }>(
  { orgId }: { orgId: string },
  table: Parameters<typeof openTexts>[2],
  rows: readonly Row[],
): Promise<Row[]> {
  return withTenant({ orgId }, (tx) => openTexts(tx, orgId, table, rows));
}
