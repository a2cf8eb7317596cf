import { AppError } from "./errors";
import { decodeCursor, encodeCursor } from "./paging";

/** How one list signs its positions. */
export interface ListSigning {
  key: Buffer;
  /** Organisation and list: a cursor of one is worth nothing to another. */
  scope: string;
}

interface Dated {
  id: string;
  createdAt: Date;
}

/** The rows after a cursor in the order of time and id, as a Prisma condition; newest first when `isNewestFirst`. */
export function afterCursor(signing: ListSigning, cursor: string | undefined, isNewestFirst: boolean) {
  if (cursor === undefined) return {};
  const [atMs, id] = decodeCursor(signing.key, signing.scope, cursor);
  if (typeof atMs !== "number" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  const at = new Date(atMs);
  return isNewestFirst
    ? { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] }
    : { OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: id } }] };
}

/** A page of at most `limit` of the rows, which are one more where there are more. */
export function pageOf<Row extends Dated, View>(
  signing: ListSigning,
  rows: readonly Row[],
  { limit, view }: { limit: number; view: (row: Row) => View },
): { items: View[]; next_cursor: string | null; has_more: boolean } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(view),
    next_cursor: hasMore
      ? encodeCursor(signing.key, signing.scope, [last.createdAt.getTime(), last.id])
      : null,
    has_more: hasMore,
  };
}
