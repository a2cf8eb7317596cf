import { ListNewRequestsInput, type NewRequests } from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { parseRows, ROW_COLUMNS } from "./request-rows";
import { whereRequests } from "./request-where";
import { laterOf, resolveWindow } from "./request-window";

const NEW_ROWS_MAX = 200;

/**
 * The newest requests that started at or after `since`. A request is stored when it ends, so a long one appears after
 * shorter ones that started later: callers pass a `since` some time before the newest row they know, and merge by id.
 */
export async function listNewRequests(ctx: Ctx, input: ListNewRequestsInput): Promise<NewRequests> {
  authorize(ctx, "request:read");
  const { since, ...filters } = ListNewRequestsInput.parse(input);
  const window = resolveWindow(ctx, filters.range);
  const from = laterOf(since, window.from);
  const where = whereRequests(ctx, filters, { from, to: window.to });
  const rows = await withTenant(ctx, async (tx) =>
    parseRows(
      await tx.$queryRaw`
        select ${ROW_COLUMNS} from requests where ${where}
        order by created_at desc, requests.id desc limit ${NEW_ROWS_MAX + 1}`,
    ),
  );
  return { items: rows.slice(0, NEW_ROWS_MAX), hasGap: rows.length > NEW_ROWS_MAX };
}
